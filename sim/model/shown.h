// What a scenario shows and says besides metrics: log lines, alerts, runbooks, people.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/units.h"

namespace threeam {

struct LogTemplate {
  std::string id;
  std::string level;    // debug, info, warn, error
  std::string text;     // {name} is replaced by a value drawn for the request
  double sample = 1.0;  // share of occurrences that are kept
};

// A label filter: name -> value. Names are those of model/metric.h.
using Labels = std::map<std::string, std::string>;

struct Alert {
  std::string id;
  std::string title, text;
  std::string metric;  // a panel metric of model/metric.h
  Labels where;
  std::string by;  // one series a value of this label; empty: one series
  double above = 0;
  Duration hold = 0;  // YAML: for
};

struct Runbook {
  std::string id, title;
  std::string text;  // Markdown, read from `file`
};

struct Answer {
  std::string id;
  std::string ask;
  Duration after = 0;
  std::string answer;
  std::string speaks_for;  // a suspect that it makes likelier; never shown
};

struct Person {
  std::string name;
  std::string role;
  std::vector<Answer> answers;
};

}  // namespace threeam
