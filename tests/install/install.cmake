# Installs into an empty folder, then uses what is there and nothing else: the program, the data, the manual pages, and
# the library through pkg-config and through CMake. Uninstalls, and nothing is left.
#   cmake -DBUILD=... -DSOURCE=... -DC_COMPILER=... -DSANITIZE=... -P install.cmake
function(run)
  cmake_parse_arguments(PARSE_ARGV 0 run "" "OUT" "COMMAND")
  execute_process(COMMAND ${run_COMMAND} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE err
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    list(JOIN run_COMMAND " " command)
    message(FATAL_ERROR "${command}: ${status}\n${out}\n${err}")
  endif()
  if(run_OUT)
    set(${run_OUT} "${out}" PARENT_SCOPE)
  endif()
endfunction()

set(scratch ${BUILD}/install-test)
file(REMOVE_RECURSE ${scratch})
run(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${scratch}/usr)

foreach(path IN ITEMS bin/crosswalk include/crosswalk.h share/man/man1/crosswalk.1
        share/crosswalk/frameworks/csf-2.0.xml share/crosswalk/mappings/csf-2.0-to-csf-1.1.xml
        share/crosswalk/schema/crosswalk.xsd share/crosswalk/schema/crosswalk-report.schema.json
        share/bash-completion/completions/crosswalk share/zsh/site-functions/_crosswalk
        share/fish/vendor_completions.d/crosswalk.fish)
  if(NOT EXISTS ${scratch}/usr/${path})
    message(FATAL_ERROR "not installed: ${path}")
  endif()
endforeach()
file(GLOB manuals RELATIVE ${SOURCE}/../../compiler/man ${SOURCE}/../../compiler/man/*.[0-9])
list(LENGTH manuals manual_count)
if(manual_count LESS 6)
  message(FATAL_ERROR "manual pages are not found: ${manuals}")
endif()
foreach(manual IN LISTS manuals)
  string(REGEX REPLACE ".*\\." "" section ${manual})
  if(NOT EXISTS ${scratch}/usr/share/man/man${section}/${manual})
    message(FATAL_ERROR "not installed: ${manual}")
  endif()
endforeach()
run(COMMAND ${scratch}/usr/bin/crosswalk --version OUT version)
if(NOT version STREQUAL "crosswalk 2.0.0")
  message(FATAL_ERROR "the installed program calls itself ${version}")
endif()
run(COMMAND ${scratch}/usr/bin/crosswalk check --data ${scratch}/usr/share/crosswalk)
run(COMMAND ${scratch}/usr/bin/crosswalk list frameworks --data ${scratch}/usr/share/crosswalk OUT from_files)
run(COMMAND ${scratch}/usr/bin/crosswalk list frameworks OUT built_in)
if(NOT from_files STREQUAL built_in OR from_files STREQUAL "")
  message(FATAL_ERROR "the installed frameworks are not those built in")
endif()
# It is the files that are read: without one of them, it is not there.
file(COPY ${scratch}/usr/share/crosswalk/frameworks ${scratch}/usr/share/crosswalk/mappings DESTINATION ${scratch}/fewer)
file(REMOVE ${scratch}/fewer/frameworks/ncsc-caf-4.0.xml)
run(COMMAND ${scratch}/usr/bin/crosswalk list frameworks --data ${scratch}/fewer OUT from_fewer)
if(from_fewer MATCHES "ncsc-caf-4.0" OR NOT from_files MATCHES "ncsc-caf-4.0" OR NOT from_fewer MATCHES "csf-2.0")
  message(FATAL_ERROR "--data does not decide what is there:\n${from_fewer}")
endif()

set(flags "")
if(SANITIZE)
  set(flags -fsanitize=${SANITIZE})
endif()
# The folder was configured for another prefix, so pkg-config is told this one.
file(GLOB_RECURSE pc ${scratch}/usr/*/crosswalk.pc)
get_filename_component(pc_folder "${pc}" DIRECTORY)
get_filename_component(library_folder "${pc_folder}" DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${pc_folder})
run(COMMAND pkg-config --define-variable=includedir=${scratch}/usr/include
            --define-variable=libdir=${library_folder} --cflags --libs crosswalk OUT words)
separate_arguments(words)
run(COMMAND ${C_COMPILER} -std=c17 -Wall -Wextra -Werror ${flags} ${SOURCE}/consumer/consumer.c
            -o ${scratch}/by-pkg-config ${words} -Wl,-rpath,${library_folder})
run(COMMAND ${scratch}/by-pkg-config OUT by_pkg_config)

run(COMMAND ${CMAKE_COMMAND} -S ${SOURCE}/consumer -B ${scratch}/consumer -DCMAKE_PREFIX_PATH=${scratch}/usr
            -DCMAKE_C_COMPILER=${C_COMPILER} "-DCMAKE_C_FLAGS=${flags}")
run(COMMAND ${CMAKE_COMMAND} --build ${scratch}/consumer)
run(COMMAND ${scratch}/consumer/consumer OUT by_cmake)
if(NOT by_cmake STREQUAL by_pkg_config OR NOT by_cmake MATCHES "^2\\.0\\.0")
  message(FATAL_ERROR "a program written against the library says:\n${by_cmake}\n${by_pkg_config}")
endif()

run(COMMAND ${CMAKE_COMMAND} -DMANIFEST=${BUILD}/install_manifest.txt -P ${SOURCE}/../../compiler/uninstall.cmake)
file(GLOB_RECURSE left ${scratch}/usr/*)
if(left OR EXISTS ${scratch}/usr/share/crosswalk)
  message(FATAL_ERROR "uninstalling leaves ${left}")
endif()
message(STATUS "1 passed, 0 failed")
