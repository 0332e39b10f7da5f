// Belief over the suspects from what was opened, entry by entry. Pure: readings in, belief out.
//
// The model. A reading of the true round, x, is compared with the same reading in M worlds of each
// suspect h, of other seeds: mean m_h, spread s within suspects (pooled over them). A person tells
// values apart by what their difference is of the axis that is drawn (Cleveland and McGill,
// "Graphical perception", JASA 1984: position along a common scale, a few per cent), and numbers
// that are read by their ratio (Weber's law; for numerosity 0.15 to 0.3: Barth, Kanwisher, Spelke,
// Cognition 2003). So with R the axis, or 1 for logarithms of numbers,
//     sigma^2 = 2 (w R)^2 + s^2 (1 + 1/M) + (u d)^2     w: kAxisNoise, kNumberNoise
//     l_h     = - mean over the times that differ of (x - m_h)^2 / (2 sigma^2)
// How large the effect of a cause is belongs to no cause: a database can be slow or very slow, and
// nobody who looks knows which. So what is d away from where the line began in all worlds is
// expected only within u = kMagnitude of d: there or not there tells, a third more does not.
// One glance is one judgement, however many points it has (Green and Swets, "Signal detection
// theory and psychophysics", 1966): hence the mean. Lines count by how far they set suspects apart,
// so that one line that stands out is seen among ten that do not. The times that differ are the
// participation ratio (sum p)^2 / sum p^2 of how far apart the suspects are at each; what takes
// less than kWidth of the range is seen in proportion, so that a range that ends before the
// symptom, or is nearly all before it, shows little. "Something else" fits every reading equally
// badly, kElseMisfit: it gains where no suspect fits. No look is worth more than kMostNats between
// two.
//
// Seen twice is seen once. Of each source, each kBlock of simulated time counts once, as the
// clearest it was seen (by how far apart the suspects are there, not by what it said). A later look
// at the same block adds the difference when it is clearer, else nothing.
//
// Words speak as their author says (Statement), once each.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/scorecard.h"
#include "sim/model/truth.h"
#include "sim/score/readings.h"

namespace threeam::score {

inline constexpr double kAxisNoise = 0.03;
inline constexpr double kNumberNoise = 0.25;
inline constexpr double kMagnitude = 0.3;
inline constexpr double kWidth = 0.1;
inline constexpr double kElseMisfit = 2;    // nats a reading: two standard deviations off
inline constexpr double kMostNats = 3;      // 20 to 1
inline constexpr double kElsePrior = 0.1;   // the suspects share the rest
inline constexpr double kLeastElse = 0.05;  // belief in something else never falls below
inline constexpr Duration kBlock = 5 * kMinute;

// readings[h][m]: of suspect h, seed m; all of one question.
using RivalReadings = std::vector<std::vector<Reading>>;

// How a reading speaks: nats for each suspect and, last, something else; one row a block of time.
struct Testimony {
  struct Block {
    std::int64_t number = 0;   // of kBlock from the page
    std::vector<double> nats;  // differences count
    double power = 0;          // largest difference to be expected between two suspects
  };
  std::vector<Block> blocks;
};

Testimony testimony(const Reading& seen, const RivalReadings& rivals);

class BeliefKeeper {
 public:
  // Every suspect is as likely at first.
  explicit BeliefKeeper(const std::vector<Suspect>& suspects, int seeds);

  // An entry that showed these: (source, how it speaks). Makes a step, also when nothing moves.
  void look(std::uint64_t entry, SimTime at,
            const std::vector<std::pair<std::string, Testimony>>& seen);
  // An entry that opened written words. Makes a step only where somebody speaks.
  void read(std::uint64_t entry, SimTime at, Statement::Of of, const std::string& name,
            const std::string& person);

  const Belief& belief() const { return belief_; }

 private:
  void step(std::uint64_t entry, SimTime at, const std::vector<double>& added);

  std::vector<Suspect> suspects_;
  Belief belief_;
  std::vector<double> nats_;  // log odds, up to a constant
  std::map<std::pair<std::string, std::int64_t>, Testimony::Block> held_;
  std::map<std::string, bool> read_;
};

// Uncertainty in nats.
double entropy(const std::vector<double>& belief);

// Belief just before the entry: of the last step with a smaller sequence number that had happened
// by `at`. Empty where there is no step.
std::vector<double> belief_before(const Belief& belief, std::uint64_t entry, SimTime at);

}  // namespace threeam::score
