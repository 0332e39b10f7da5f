# Writes OUT, a C++ file with every file of DIST in it: as it is, and compressed by gzip. The bytes
# come in through the assembler's .incbin, which is as fast as copying. WORK holds the compressed
# files. Without DIST/index.html the list is empty.
set(files)
if(EXISTS ${DIST}/index.html)
  file(GLOB_RECURSE files RELATIVE ${DIST} ${DIST}/*)
  list(SORT files)
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

set(data)
set(rows)
set(index 0)
foreach(file IN LISTS files)
  file(SHA256 ${DIST}/${file} hash)
  execute_process(COMMAND gzip -9 -n -c ${DIST}/${file} OUTPUT_FILE ${WORK}/${index}.gz
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "gzip failed on ${DIST}/${file}")
  endif()
  string(APPEND data "EMBED(file_${index}, \"${DIST}/${file}\")  // ${hash}\n")
  string(APPEND data "EMBED(gzip_${index}, \"${WORK}/${index}.gz\")\n")
  string(APPEND rows "      {\"/${file}\", BYTES(file_${index}), BYTES(gzip_${index}),\n")
  string(APPEND rows "       \"${hash}\"},\n")
  math(EXPR index "${index} + 1")
endforeach()

set(text "// Made by sim/server/embed.cmake.
#include <cstddef>

#include \"sim/server/assets.h\"

#define EMBED(name, path)                                                                 \\
  __asm__(\".section .rodata\\n\" #name \"_begin: .incbin \\\"\" path \"\\\"\\n\" #name \"_end: .byte 0\\n\" \\
          \".global \" #name \"_begin\\n.global \" #name \"_end\\n.previous\\n\");                \\
  extern \"C\" const char name##_begin[];                                                   \\
  extern \"C\" const char name##_end[];
#define BYTES(name) \\
  std::string_view(name##_begin, static_cast<std::size_t>(name##_end - name##_begin))

${data}
namespace threeam::server {

std::span<const Asset> embedded_assets() {
")
if(index GREATER 0)
  string(APPEND text "  static const Asset assets[] = {\n${rows}  };\n  return assets;\n")
else()
  string(APPEND text "  return {};\n")
endif()
string(APPEND text "}\n\n}  // namespace threeam::server\n")
file(WRITE ${OUT}.new "${text}")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
