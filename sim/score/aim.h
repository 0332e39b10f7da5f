// What an action, a hypothesis or a name aims at, seen from the truth. Compares names of one
// scenario with each other, never with words of our own.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "sim/model/scenario.h"
#include "sim/score/evidence.h"

namespace threeam::score {

class Aim {
 public:
  explicit Aim(const Scenario& scenario);

  Match match(std::string_view component, std::string_view mechanism) const;
  // A component of an accepted or near cause, or of the blamed change.
  bool of_cause(std::string_view component) const;
  bool at_risk(std::string_view dataset) const;
  // The change that did it had begun by then, and the change feed shows it.
  bool blamed_by(SimTime time) const;
  bool blamed_is_flag() const;
  // A decoy deployed this component, or changed a part of it.
  bool decoy_component(std::string_view component) const;

  // In one of the courses of truth.options.
  bool known(std::string_view action) const;
  // In the best of them.
  bool best(std::string_view action) const;
  bool on_blamed(const Change& change) const;
  // Undoes or answers what a decoy did: its component, its flag, or its traffic (scaling,
  // shedding).
  bool on_decoy(const Change& change) const;

 private:
  const Scenario& scenario_;
  const TimelineEvent* blamed_ = nullptr;
  std::set<std::string, std::less<>> cause_components_;
};

// Can be undone by an opposite act, without loss: flags, stopped rollouts, paused consumers, frozen
// writes, shedding, draining, scaling. Not: replaced versions, repairs, purges, restarts.
bool reversible(const Change& change);

// What a change sets, as "flag/<name>", "version/<component>", "restart/<component>"; two acts on
// one lever are about the same thing. Empty when there is no such thing.
std::string lever(const Change& change);

}  // namespace threeam::score
