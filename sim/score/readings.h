// What a look would have shown in another world: the numbers of it, made comparable.
//
// A look comes down to questions (one panel each, a count of log lines, rows of a dataset, ...).
// The same question is put to the true round and to each suspect's worlds; what comes back has the
// same shape, so that belief.h can say how far apart they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/model/json.h"
#include "sim/model/query.h"
#include "sim/model/truth.h"
#include "sim/round/round.h"

namespace threeam::score {

// How people tell two values apart (belief.h).
enum class ReadAs {
  position,  // along an axis: by what the difference is of the axis
  number,    // read as a number or a count: by ratio
};

struct Question {
  enum class Of { panel, logs, traces, rows, map, alerts } of = Of::panel;
  // What is seen twice is seen once: questions of one source add only what is new or clearer.
  std::string source;
  Query query;  // panel
  Json look;    // of the others, as model/journal.h has it
  SimTime at = 0;
};

struct Reading {
  ReadAs scale = ReadAs::position;
  std::vector<SimTime> times;  // one time where there is no axis of time
  struct Line {
    std::string name;
    std::vector<double> values;  // at `times`; NaN: nothing was shown
  };
  std::vector<Line> lines;  // by name
};

// The questions of a look (an entry's payload) at its time, from what the round showed for it.
// Empty for looks at words, which the scenario's author speaks for (Statement).
std::vector<Question> questions_of(const round::Round& round, const Json& look, SimTime at);

// What somebody wrote or answered, when the look opens such: the scenario's author speaks for it.
struct Words {
  Statement::Of of = Statement::Of::diff;
  std::string name, person;
};
std::optional<Words> words_of(const Json& look);

// The answer in this world, which has come to `question.at`. Nothing to see gives no lines.
Reading ask(const round::Round& world, const Question& question);

}  // namespace threeam::score
