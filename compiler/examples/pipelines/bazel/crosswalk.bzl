"""The tables of a workspace in parts, which Bazel runs where it likes: on this machine, or remotely.

    load(":crosswalk.bzl", "crosswalk_tables")

    crosswalk_tables(
        name = "tables",
        workspace = "workspace.xml",
        srcs = glob(["docs/*.xml"]),
        crosswalk = ":crosswalk",
        shards = 16,
    )

gives a folder with the files of a build in one run. Each part is an action of its own, with the documents as its inputs; as
the same documents give the same bytes anywhere, all of them can come from a cache. A broken mapping fails the index, which
tells what is wrong. On the machines the program has to be the same, or --counts refuses what another one has counted.
"""

def _crosswalk_tables_impl(ctx):
    inputs = ctx.files.srcs + [ctx.file.workspace]
    options = ["--format", ",".join(ctx.attr.formats), "-j", "1"] + ctx.attr.options
    folders = []
    counts = []
    for part in range(1, ctx.attr.shards + 1):
        folder = ctx.actions.declare_directory("%s.part/%d" % (ctx.label.name, part))
        count = ctx.actions.declare_file("%s.part/%d.counts" % (ctx.label.name, part))
        ctx.actions.run(
            executable = ctx.executable.crosswalk,
            arguments = ["build", "--shard", "%d/%d" % (part, ctx.attr.shards), "--counts", count.path, "-o", folder.path] +
                        options + [ctx.file.workspace.path],
            inputs = inputs,
            outputs = [folder, count],
            mnemonic = "CrosswalkShard",
            progress_message = "Building part %d of %d of %s" % (part, ctx.attr.shards, ctx.label.name),
        )
        folders.append(folder)
        counts.append(count)

    index = ctx.actions.declare_directory("%s.part/index" % ctx.label.name)
    read = []
    for count in counts:
        read.extend(["--counts", count.path])
    ctx.actions.run(
        executable = ctx.executable.crosswalk,
        arguments = ["build", "--index", "-o", index.path] + read + options + [ctx.file.workspace.path],
        inputs = inputs + counts,
        outputs = [index],
        mnemonic = "CrosswalkIndex",
        progress_message = "Building the index of %s" % ctx.label.name,
    )

    tables = ctx.actions.declare_directory(ctx.label.name)
    ctx.actions.run_shell(
        command = "out=$1; shift; for part in \"$@\"; do cp -R \"$part/.\" \"$out\"; done",
        arguments = [tables.path, index.path] + [folder.path for folder in folders],
        inputs = folders + [index],
        outputs = [tables],
        mnemonic = "CrosswalkTables",
        progress_message = "Putting %s together" % ctx.label.name,
    )
    return [DefaultInfo(files = depset([tables]))]

crosswalk_tables = rule(
    implementation = _crosswalk_tables_impl,
    attrs = {
        "workspace": attr.label(mandatory = True, allow_single_file = [".xml"]),
        "srcs": attr.label_list(allow_files = True, doc = "Every document, and the logo, that the workspace uses."),
        "crosswalk": attr.label(mandatory = True, executable = True, cfg = "exec", allow_files = True),
        "shards": attr.int(default = 8),
        "formats": attr.string_list(default = ["html", "csv", "markdown"]),
        "options": attr.string_list(doc = "Further options of crosswalk build, the same for all parts."),
    },
)
