# fish completion for crosswalk

function __crosswalk_frameworks
    crosswalk list frameworks --format csv 2>/dev/null </dev/null | sed -n '2,$s/,.*//p'
end

set -l commands build check table matrix gaps explain list import soa risks
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a build -d 'Write all crosswalks into a folder'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a check -d 'Findings only'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a table -d 'One crosswalk on standard output'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a matrix -d 'One framework against several'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a gaps -d 'Coverage of each control, both ways'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a explain -d 'How two controls are related'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a list -d 'What is loaded'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a import -d 'Documents from other formats'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a soa -d 'The statement of applicability'
complete -c crosswalk -n "not __fish_seen_subcommand_from $commands" -f -a risks -d 'The risk treatment plan'
complete -c crosswalk -n '__fish_seen_subcommand_from table matrix gaps explain' -a '(__crosswalk_frameworks)'
complete -c crosswalk -n '__fish_seen_subcommand_from list' -a 'frameworks mappings controls'

complete -c crosswalk -s W -l warning -x -a 'error xml schema reference conflict gap lint import inject no-gap no-lint' -d 'Switch findings'
complete -c crosswalk -l fail-on -x -a 'error warning note xml schema reference conflict gap lint import inject' -d 'When the exit status is 1'
complete -c crosswalk -l all-notes -d 'Print every note'
complete -c crosswalk -l diagnostics -x -a 'text json sarif github' -d 'Form of the findings'
complete -c crosswalk -l color -x -a 'auto always never' -d 'Colour in findings'
complete -c crosswalk -l bundled -d 'Use the bundled mappings too'
complete -c crosswalk -l data -x -a '(__fish_complete_directories)' -d 'The bundled documents are here'
complete -c crosswalk -l authority -x -a 'owner third-party organisation unstated' -d 'Only mappings of these authorities'
complete -c crosswalk -l rationale -x -a 'semantic syntactic functional unstated' -d 'Reason over facts of these'
complete -c crosswalk -l limit -x -a 'document-bytes= depth= attribute-bytes= attributes= namespaces= findings= text-bytes= controls= maps= refs= documents= logo-bytes= unpacked-bytes= unpacked-ratio= cells= pattern-bytes= pattern-steps= pattern-depth= pattern-heap-kib=' -d 'Raise a limit'
complete -c crosswalk -s j -l jobs -x -d Threads
complete -c crosswalk -l language -x -d 'Titles in this language'
complete -c crosswalk -l as-of -x -d 'Judge assessments at this day'
complete -c crosswalk -s h -l help -d Help
complete -c crosswalk -s V -l version -d Version
complete -c crosswalk -n '__fish_seen_subcommand_from build' -s o -l output -x -a '(__fish_complete_directories)' -d Folder
complete -c crosswalk -n '__fish_seen_subcommand_from check' -l fix -d 'Make what is certain right'
complete -c crosswalk -n '__fish_seen_subcommand_from check' -l dry-run -d 'Show it as a diff'
complete -c crosswalk -n '__fish_seen_subcommand_from build check' -l baseline -r -d 'Known findings'
complete -c crosswalk -n '__fish_seen_subcommand_from build check' -l write-baseline -r -d 'Write the findings of this run'
complete -c crosswalk -n '__fish_seen_subcommand_from build' -l depfile -r -d 'Name every document read'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps list soa risks' -l format -x -a 'html csv markdown json xlsx' -d Formats
complete -c crosswalk -n '__fish_seen_subcommand_from explain' -l format -x -a 'text json' -d Format
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps list soa risks' -l excel -d 'CSV for spreadsheets'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps list soa risks' -l front-matter -x -d 'Front matter for Markdown'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps list soa risks' -l fragment -d 'Markdown without headings'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps list' -l inject -r -d 'Put it into this document'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix' -l candidates -d 'Show candidates for review'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix gaps explain' -l texts -d 'Show statements and guidance of controls'
complete -c crosswalk -n '__fish_seen_subcommand_from build table matrix' -l basis -x -a 'declared implied candidate gap excluded' -d 'Only these bases'
complete -c crosswalk -n '__fish_seen_subcommand_from gaps' -l review -d 'Order by what one decision settles'

set -l importing '__fish_seen_subcommand_from import'
complete -c crosswalk -n $importing -l from -x -a 'spreadsheet ciso oscal sssom olir cprt opencontrol complianceascode' -d 'Format of the files'
complete -c crosswalk -n $importing -l source -x -a '(__crosswalk_frameworks)' -d 'Framework of the sources'
complete -c crosswalk -n $importing -l target -x -a '(__crosswalk_frameworks)' -d 'Framework of the targets'
complete -c crosswalk -n $importing -l id -x -d 'Id of what is made'
complete -c crosswalk -n $importing -l title -x -d 'Title of what is made'
complete -c crosswalk -n $importing -l columns -x -d 'What columns hold'
complete -c crosswalk -n $importing -l sheet -x -d 'The only sheet that is read'
complete -c crosswalk -n $importing -l shape -x -a 'controls pairs matrix assessment' -d 'What tables are'
complete -c crosswalk -n $importing -l cells -x -a 'pairs union' -d 'What several ids in a cell mean'
complete -c crosswalk -n $importing -l relation -x -d 'A word for a relation'
complete -c crosswalk -n $importing -l attr -x -d 'Keep a column as an attribute'
complete -c crosswalk -n $importing -l encoding -x -a 'utf-8 windows-1252 iso-8859-1 utf-16le utf-16be' -d 'Encoding of text files'
complete -c crosswalk -n $importing -l metadata -r -d 'Metadata of SSSOM'
complete -c crosswalk -n $importing -l guess -d 'Say what was understood'
complete -c crosswalk -n $importing -l fill-down -d 'Empty ids mean the one above'
complete -c crosswalk -n $importing -l statements -d 'Parts of OSCAL controls become controls'
complete -c crosswalk -n $importing -l groups -d 'Rows of an OLIR group are one map'
complete -c crosswalk -n $importing -l literal-supports -d 'OLIR: supports as it is written'
complete -c crosswalk -n $importing -l stub -d 'Open frameworks for unknown ones'
complete -c crosswalk -n $importing -l strict -d 'Fail if anything is lost'
complete -c crosswalk -n $importing -l force -d 'Replace files that differ'
