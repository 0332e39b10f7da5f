#include "sim/score/belief.h"

#include <gtest/gtest.h>

#include "sim/base/math.h"

namespace threeam::score {
namespace {

// One line over ten minutes, a point each 30 s: `before` until minute 5, then `after`.
Reading panel(double before, double after, double wobble = 0, std::string name = "errors") {
  Reading reading;
  reading.lines.push_back({std::move(name), {}});
  for (int i = 0; i < 20; ++i) {
    reading.times.push_back(i * 30 * kSecond);
    const double sign = i % 2 == 0 ? 1 : -1;
    reading.lines[0].values.push_back((i < 10 ? before : after) + sign * wobble);
  }
  return reading;
}

Reading number(double value) {
  return {ReadAs::number, {0}, {{"rows", {value}}}};
}

std::vector<Suspect> two() {
  Suspect right;
  right.id = "right";
  Suspect rival;
  rival.id = "rival";
  rival.harmless = {"x"};
  return {right, rival};
}

double spread(const Testimony& said) {
  std::vector<double> total(said.blocks.empty() ? 3 : said.blocks[0].nats.size(), 0);
  for (const Testimony::Block& block : said.blocks) {
    for (std::size_t h = 0; h < total.size(); ++h) {
      total[h] += block.nats[h];
    }
  }
  return total[0] - total[1];
}

TEST(Belief, DoesNotMoveWhenAllSuspectsShowTheSame) {
  BeliefKeeper keeper(two(), 2);
  const RivalReadings same = {{panel(1, 9), panel(1, 9)}, {panel(1, 9), panel(1, 9)}};
  keeper.look(7, kSecond, {{"panel", testimony(panel(1, 9), same)}});
  EXPECT_EQ(keeper.belief().steps.back().belief, keeper.belief().steps.front().belief);
  EXPECT_EQ(keeper.belief().steps.back().gained, 0);
}

TEST(Belief, MovesWhereOnePanelSeparatesAndOnlyThere) {
  const std::vector<Suspect> suspects = two();
  BeliefKeeper keeper(suspects, 2);
  const RivalReadings apart = {{panel(0, 10), panel(0, 10)}, {panel(0, 0), panel(0, 0)}};
  const RivalReadings same = {{panel(5, 5), panel(5, 5)}, {panel(5, 5), panel(5, 5)}};
  keeper.look(1, 0, {{"other", testimony(panel(5, 5), same)}});
  keeper.look(2, 0, {{"telling", testimony(panel(0, 10), apart)}});
  const auto& steps = keeper.belief().steps;
  EXPECT_EQ(steps[1].belief, steps[0].belief);
  EXPECT_GT(steps[2].belief[0], 0.8);
  EXPECT_EQ(steps[2].toward, "right");
  EXPECT_EQ(steps[2].away, "rival");
  EXPECT_EQ(steps[2].entry, 2U);
}

TEST(Belief, NoPanelIsWorthMoreThanTwentyToOne) {
  const RivalReadings apart = {{panel(1000, 1000)}, {panel(0, 0)}};
  EXPECT_NEAR(spread(testimony(panel(1000, 1000), apart)), kMostNats, 1e-9);
}

TEST(Belief, HowLargeAnEffectIsTellsFarLessThanThatItIsThere) {
  const double there = spread(testimony(panel(0, 10), {{panel(0, 10)}, {panel(0, 0)}}));
  const double larger = spread(testimony(panel(0, 10), {{panel(0, 10)}, {panel(0, 13)}}));
  EXPECT_GT(there, 2);
  EXPECT_LT(larger, there / 10);
}

TEST(Belief, NoLookAtSeveralPanelsIsWorthMoreEither) {
  BeliefKeeper keeper(two(), 1);
  const Testimony said = testimony(panel(9, 9), {{panel(9, 9)}, {panel(0, 0)}});
  keeper.look(1, 0, {{"a", said}, {"b", said}, {"c", said}});
  EXPECT_NEAR(keeper.belief().steps.back().apart, kMostNats, 1e-9);
}

TEST(Belief, TwoUnrelatedLooksInEitherOrderComeToTheSame) {
  const RivalReadings a = {{panel(0, 3)}, {panel(0, 2.9)}};
  const RivalReadings b = {{number(1000)}, {number(1400)}};
  BeliefKeeper forth(two(), 1);
  forth.look(1, 0, {{"a", testimony(panel(0, 3), a)}});
  forth.look(2, 0, {{"b", testimony(number(1000), b)}});
  BeliefKeeper back(two(), 1);
  back.look(1, 0, {{"b", testimony(number(1000), b)}});
  back.look(2, 0, {{"a", testimony(panel(0, 3), a)}});
  for (std::size_t h = 0; h < 3; ++h) {
    EXPECT_NEAR(forth.belief().steps.back().belief[h], back.belief().steps.back().belief[h], 1e-12);
  }
}

TEST(Belief, TwiceAsManyPointsSayTheSame) {
  const auto twice = [](const Reading& reading) {
    Reading fine{reading.scale, {}, {{reading.lines[0].name, {}}}};
    for (std::size_t i = 0; i < reading.times.size(); ++i) {
      for (const Duration after : {Duration{0}, 15 * kSecond}) {
        fine.times.push_back(reading.times[i] + after);
        fine.lines[0].values.push_back(reading.lines[0].values[i]);
      }
    }
    return fine;
  };
  const Reading seen = panel(0, 10);
  const Reading right = panel(0, 9.8);
  const Reading rival = panel(0, 9.2);
  EXPECT_NEAR(spread(testimony(seen, {{right}, {rival}})),
              spread(testimony(twice(seen), {{twice(right)}, {twice(rival)}})), 1e-12);
}

TEST(Belief, NamesAndOrderOfSuspectsChangeNothing) {
  const Reading seen = panel(0, 10);
  const double one = spread(testimony(seen, {{panel(0, 9.8)}, {panel(0, 9.2)}}));
  const double other = spread(testimony(seen, {{panel(0, 9.2)}, {panel(0, 9.8)}}));
  EXPECT_NEAR(one, -other, 1e-12);
  EXPECT_GT(one, 0);
}

TEST(Belief, SeenTwiceIsSeenOnce) {
  const RivalReadings apart = {{panel(0, 3)}, {panel(0, 2.8)}};
  BeliefKeeper keeper(two(), 1);
  const Testimony said = testimony(panel(0, 3), apart);
  keeper.look(1, 0, {{"a", said}});
  keeper.look(2, 0, {{"a", said}});
  EXPECT_EQ(keeper.belief().steps[2].belief, keeper.belief().steps[1].belief);
}

TEST(Belief, AClearerLookAddsTheDifferenceAndAVaguerOneNothing) {
  const auto total = [](const BeliefKeeper& keeper) {
    const auto& last = keeper.belief().steps.back().belief;
    return det_log(last[0] / last[1]);
  };
  const Testimony vague = testimony(panel(0, 3), {{panel(0, 3)}, {panel(0, 2.8)}});
  const Testimony clear = testimony(panel(0, 3), {{panel(0, 3)}, {panel(0, 2.6)}});
  BeliefKeeper only(two(), 1);
  only.look(1, 0, {{"a", clear}});
  BeliefKeeper both(two(), 1);
  both.look(1, 0, {{"a", vague}});
  both.look(2, 0, {{"a", clear}});
  BeliefKeeper reverse(two(), 1);
  reverse.look(1, 0, {{"a", clear}});
  reverse.look(2, 0, {{"a", vague}});
  EXPECT_NEAR(total(both), total(only), 1e-12);
  EXPECT_NEAR(total(reverse), total(only), 1e-12);
}

TEST(Belief, ARangeThatIsNearlyAllBeforeTheSymptomShowsLess) {
  const auto with_before = [](double after, int before) {
    Reading reading;
    reading.lines.push_back({"errors", {}});
    for (int i = 0; i < before + 4; ++i) {
      reading.times.push_back((i - before) * 30 * kSecond);
      reading.lines[0].values.push_back(i < before ? 0 : after);
    }
    return reading;
  };
  const auto worth = [&](int before) {
    return spread(
        testimony(with_before(3, before), {{with_before(3, before)}, {with_before(2.9, before)}}));
  };
  EXPECT_NEAR(worth(10), worth(20), 0.1 * worth(10));
  EXPECT_GT(worth(20), 2 * worth(400));
}

TEST(Belief, OneLineThatStandsOutIsSeenAmongMany) {
  const auto many = [](double telling) {
    Reading reading = panel(0, telling, 0, "a");
    for (const char* name : {"b", "c", "d", "e"}) {
      reading.lines.push_back(panel(1, 1, 0, name).lines[0]);
    }
    return reading;
  };
  const double among = spread(testimony(many(3), {{many(3)}, {many(2.8)}}));
  const double alone = spread(testimony(panel(0, 3), {{panel(0, 3)}, {panel(0, 2.8)}}));
  EXPECT_NEAR(among, alone, 1e-9);
}

TEST(Belief, WhatVariesAsMuchWithinASuspectAsBetweenTellsLittle) {
  const double steady =
      spread(testimony(panel(0, 3), {{panel(0, 3), panel(0, 3)}, {panel(0, 2.5), panel(0, 2.5)}}));
  const double unsteady =
      spread(testimony(panel(0, 3), {{panel(0, 2), panel(0, 4)}, {panel(0, 1.5), panel(0, 3.5)}}));
  EXPECT_LT(unsteady, steady / 2);
}

TEST(Belief, GoesToSomethingElseWhereNoSuspectFits) {
  BeliefKeeper keeper(two(), 1);
  for (const char* source : {"a", "b", "c"}) {
    keeper.look(1, 0, {{source, testimony(panel(0, 10), {{panel(0, 1)}, {panel(0, 2)}})}});
  }
  EXPECT_GT(keeper.belief().steps.back().belief[2], 0.6);
}

TEST(Belief, NeverFallsBelowItsFloorForSomethingElse) {
  BeliefKeeper keeper(two(), 1);
  for (std::uint64_t i = 1; i < 20; ++i) {
    keeper.look(i, 0,
                {{std::to_string(i), testimony(panel(0, 10), {{panel(0, 10)}, {panel(0, 0)}})}});
  }
  EXPECT_GE(keeper.belief().steps.back().belief[2], kLeastElse - 1e-12);
}

TEST(Belief, WordsCountAsTheirAuthorSaysAndOnce) {
  std::vector<Suspect> suspects = two();
  suspects[0].statements = {{Statement::Of::diff, "x", "", Word::speaks_for}};
  BeliefKeeper keeper(suspects, 1);
  keeper.read(1, 0, Statement::Of::diff, "x", "");
  keeper.read(2, 0, Statement::Of::diff, "x", "");
  keeper.read(3, 0, Statement::Of::runbook, "x", "");
  ASSERT_EQ(keeper.belief().steps.size(), 2U);
  const auto& belief = keeper.belief().steps.back().belief;
  EXPECT_NEAR(belief[0] / belief[1], 4, 1e-9);
}

TEST(Belief, BeforeAnEntryIsWhatHadBeenReadableByThen) {
  std::vector<Suspect> suspects = two();
  suspects[0].statements = {{Statement::Of::answer, "a", "p", Word::shows}};
  BeliefKeeper keeper(suspects, 1);
  keeper.read(1, 90 * kSecond, Statement::Of::answer, "a", "p");
  EXPECT_EQ(belief_before(keeper.belief(), 2, 60 * kSecond), keeper.belief().steps.front().belief);
  EXPECT_EQ(belief_before(keeper.belief(), 2, 120 * kSecond), keeper.belief().steps.back().belief);
}

}  // namespace
}  // namespace threeam::score
