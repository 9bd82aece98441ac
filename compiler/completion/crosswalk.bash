# bash completion for crosswalk

_crosswalk_frameworks() {
  crosswalk list frameworks --format csv 2>/dev/null </dev/null | sed -n '2,$s/,.*//p'
}

_crosswalk() {
  local cur prev words cword command= place=0 i
  if declare -F _init_completion >/dev/null; then
    _init_completion -n = || return
  else
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  fi
  local commands='build check table matrix gaps explain list import soa risks align bid diff migrate export help version'
  local common='--bundled --data --authority --rationale --limit --jobs --no-sandbox --all-notes --fail-on --diagnostics=text --diagnostics=json --diagnostics=sarif --diagnostics=github
    --color=auto --color=always --color=never --language --as-of --warning --help --version -W -j'
  COMPREPLY=()
  # The command, and how many arguments stand between it and the cursor.
  for ((i = 1; i < cword; i++)); do
    case ${words[i]} in
      -o | --output | -W | --warning | -j | --jobs | --language | --as-of | --data | --format | --authority | --rationale | --basis | --limit | --front-matter | --inject | \
        --depfile | --stamp | --baseline | --write-baseline | --fail-on | --from | --source | --target | --id | --title | --columns | --sheet | --shape | --cells | --blanks | --relation | \
        --attr | --encoding | --names | --metadata | --license | --to) ((i++)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=${words[i]}; else ((place++)); fi ;;
    esac
  done
  case $prev in
    --to)
      if [[ $command == export ]]; then
        COMPREPLY=($(compgen -W 'oscal-json oscal-xml sssom olir ciso review' -- "$cur"))
      else
        COMPREPLY=($(compgen -W "$(_crosswalk_frameworks)" -- "$cur"))
      fi
      return ;;
    -o | --output | --data) compopt -o dirnames; return ;;
    --from) COMPREPLY=($(compgen -W 'spreadsheet ciso oscal sssom olir cprt opencontrol complianceascode' -- "$cur")); return ;;
    --source | --target) COMPREPLY=($(compgen -W "$(_crosswalk_frameworks)" -- "$cur")); return ;;
    --shape) COMPREPLY=($(compgen -W 'controls pairs matrix assessment' -- "$cur")); return ;;
    --cells) COMPREPLY=($(compgen -W 'pairs union' -- "$cur")); return ;;
    --blanks) COMPREPLY=($(compgen -W 'part keep' -- "$cur")); return ;;
    --encoding) COMPREPLY=($(compgen -W 'utf-8 windows-1252 iso-8859-1 utf-16le utf-16be' -- "$cur")); return ;;
    --names | --metadata) compopt -o default; return ;;
    --depfile | --stamp | --baseline | --write-baseline) compopt -o default; return ;;
    --format) COMPREPLY=($(compgen -W 'html csv markdown json xlsx' -- "$cur")); return ;;
    --authority) COMPREPLY=($(compgen -W 'owner third-party organisation unstated' -- "$cur")); return ;;
    --rationale) COMPREPLY=($(compgen -W 'semantic syntactic functional unstated' -- "$cur")); return ;;
    --basis) COMPREPLY=($(compgen -W 'declared implied candidate gap excluded' -- "$cur")); return ;;
    --fail-on) COMPREPLY=($(compgen -W 'error warning note xml schema reference conflict gap lint input import inject' -- "$cur")); return ;;
    -W | --warning) COMPREPLY=($(compgen -W 'error xml schema reference conflict gap lint input import inject no-gap no-lint' -- "$cur")); return ;;
    --limit)
      compopt -o nospace
      COMPREPLY=($(compgen -S = -W 'document-bytes depth attribute-bytes attributes namespaces findings text-bytes controls maps refs documents logo-bytes rows page-rows page-bytes unpacked-bytes unpacked-ratio cells
        pattern-bytes pattern-steps pattern-depth pattern-heap-kib' -- "$cur"))
      return ;;
    -j | --jobs | --language | --as-of | --front-matter | --id | --title | --columns | --sheet | --relation | --attr | --license) return ;;
  esac
  if [[ $cur == -* ]]; then
    case $command in
      help) COMPREPLY=($(compgen -W "$commands" -- "$cur")); return ;;
      check) common+=' --held --where --fix --pin --dry-run --stamp --baseline --write-baseline' ;;
      build) common+=' -o --output --format --durable --held --where --show --candidates --texts --basis --excel --front-matter --fragment --inject --depfile --stamp --if-changed --shard --index --counts --prune --baseline --write-baseline' ;;
      table) common+=' --format --held --where --show --candidates --texts --basis --excel --front-matter --fragment --inject' ;;
      matrix) common+=' --format --held --where --show --candidates --texts --basis --excel --front-matter --fragment --inject' ;;
      gaps) common+=' --format --held --where --show --long --texts --review --excel --front-matter --fragment --inject' ;;
      explain) common+=' --format --texts' ;;
      import) common+=' -o --output --template --guess --from --source --target --id --title --columns --sheet --shape --cells --blanks --relation --attr
        --encoding --names --metadata --fill-down --statements --groups --literal-supports --stub --strict --force' ;;
      list) common+=' --format --excel --front-matter --fragment --inject' ;;
      soa | risks) common+=' --format --excel --front-matter --fragment' ;;
      bid) common+=' --format --front-matter --fragment' ;;
      migrate) common+=' --to --output --format --strict' ;;
      export) common+=' --to -o --output --license --strict' ;;
      diff) common+=' --format --excel --front-matter --fragment' ;;
      align) common+=' --format --texts --plan --evidence=required --layout=profile --excel --front-matter --fragment' ;;
    esac
    COMPREPLY=($(compgen -W "$common" -- "$cur"))
    return
  fi
  case $command:$place in
    :0) COMPREPLY=($(compgen -W "$commands" -- "$cur")) ;;
    align:0 | table:[01] | gaps:[01] | matrix:[01]) COMPREPLY=($(compgen -W "$(_crosswalk_frameworks)" -- "$cur")) ;;
    matrix:*) compopt -o default; COMPREPLY=($(compgen -W "$(_crosswalk_frameworks)" -- "$cur")) ;;
    explain:[01]) compopt -o nospace; COMPREPLY=($(compgen -S : -W "$(_crosswalk_frameworks)" -- "$cur")) ;;
    list:0) COMPREPLY=($(compgen -W 'frameworks mappings controls crosswalks' -- "$cur")) ;;
    *) compopt -o default ;;
  esac
} && complete -F _crosswalk crosswalk
