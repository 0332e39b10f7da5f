// Whether a journal holds the end of its round.
#pragma once

#include "sim/model/journal.h"

namespace threeam {

// The round came to its end. A file that was cut off between two lines has an unbroken chain and no
// end; so has one that was exported while its round ran.
bool is_whole(const Journal& journal);

}  // namespace threeam
