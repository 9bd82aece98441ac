# crosswalk_tables(NAME WORKSPACE [FOLDER])
#
# Adds a target NAME, part of ALL, that builds the tables of the workspace into FOLDER (NAME in the binary directory, if it
# is not given) and builds them again when one of the documents changes. Works with Make and Ninja; with Ninja, documents
# that have a $ or a # in their names make it build each time, since CMake rewrites the list of them without its escapes.
find_program(CROSSWALK crosswalk REQUIRED)

function(crosswalk_tables name workspace)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}")
  if(ARGC GREATER 2)
    get_filename_component(folder "${ARGV2}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  get_filename_component(workspace "${workspace}" ABSOLUTE)
  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${name}.stamp")
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${name}.d")
  add_custom_command(OUTPUT "${stamp}"
    COMMAND "${CROSSWALK}" build --prune --stamp "${stamp}" --depfile "${depfile}" -o "${folder}" "${workspace}"
    DEPENDS "${workspace}"
    DEPFILE "${depfile}"
    COMMENT "Building the crosswalks of ${name}"
    VERBATIM)
  add_custom_target("${name}" ALL DEPENDS "${stamp}")
endfunction()
