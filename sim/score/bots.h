// Bots: candidates without understanding, to show that the score cannot be had without it.
//
// A bot is a pure function of what a candidate may see and a seed. CandidateView has no place for
// the truth, so a bot cannot know it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.h"
#include "sim/model/script.h"

namespace threeam::score {

// What a candidate's pages name at the page: lists to pick from, buttons with what they say they
// do, the change feed.
struct CandidateView {
  struct Release {
    std::string change, component;
  };
  struct Button {
    std::string action;
    Change change;  // as its label says; not its side effects, nor what blocks it
  };
  struct Ask {
    std::string person, answer;
  };
  std::string scenario;  // a script has to name it
  Duration length = 0;
  std::vector<std::string> regions, components, routes, datasets, mechanisms, runbooks;
  std::vector<std::string> changes;  // of the feed, those with a diff, in order of time
  std::vector<Release> releases;     // the feed's, in order of time
  std::vector<Button> buttons;
  std::vector<Ask> questions;
};

CandidateView view_of(const Scenario& scenario);

struct Bot {
  std::string_view id;
  std::string_view about;  // one sentence
  Script (*play)(const CandidateView& view, std::uint64_t seed);
  bool random = false;  // plays otherwise under another seed
  // Has the form of a good round, and a reflex in place of a diagnosis: where the reflex is right,
  // nothing tells it from somebody who read. It has to lose where it is not.
  bool reflex = false;
};

// All of them, in the order of the table.
std::span<const Bot> bots();

// The bot's script with its names filled in.
Script play_of(const Bot& bot, const CandidateView& view, std::uint64_t seed);

// Opens every view at each of these times, says and does nothing.
Script read_everything(const CandidateView& view, std::span<const SimTime> times);

}  // namespace threeam::score
