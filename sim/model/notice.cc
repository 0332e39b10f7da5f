#include "sim/model/notice.h"

namespace threeam {

std::vector<std::string> notice_lines(const Keeping& keeping) {
  return {
      "Recorded: what you open, write and do on this page, and when. No sound, no picture, no "
      "keys.",
      "Scored: how you went about it and what came of it, apart, by written criteria that name the "
      "entries they rest on. Nothing about typing or speed of reading is scored.",
      "People rate it on their own and decide; the score alone decides nothing.",
      keeping.delete_after_ms
          ? "Kept until " + format_date(*keeping.delete_after_ms) + ", then deleted."
          : "Kept for as long as the law asks for it in a dispute, then deleted.",
  };
}

}  // namespace threeam
