#include "sim/model/rating.h"

#include <gtest/gtest.h>

namespace threeam {
namespace {

Entry rating(std::uint64_t seq, Actor actor, Json payload) {
  Entry entry;
  entry.seq = seq;
  entry.actor = actor;
  entry.kind = EntryKind::rating;
  entry.payload = std::move(payload);
  return entry;
}

Json of(std::string_view dimension, int points, bool locked = false) {
  return {{"dimension", dimension}, {"points", points}, {"locked", locked}};
}

TEST(Rating, TheLastOneCountsUntilItIsLocked) {
  const auto raters = raters_of({rating(1, Actor::reviewer, of("debugging", 2)),
                                 rating(2, Actor::reviewer, of("debugging", 4, true)),
                                 rating(3, Actor::reviewer, of("debugging", 1))});
  ASSERT_EQ(raters.size(), 1U);
  EXPECT_EQ(raters[0].name, "reviewer");
  EXPECT_EQ(raters[0].points("debugging"), 4);
  EXPECT_EQ(raters[0].ratings.at("debugging").seq, 2U);
}

TEST(Rating, NamesKeepPeopleOfOneLinkApart) {
  Json named = of("debugging", 5);
  named["rater"] = "AB";
  const std::vector<Entry> entries = {rating(1, Actor::reviewer, of("debugging", 2)),
                                      rating(2, Actor::reviewer, named),
                                      rating(3, Actor::interviewer, of("debugging", 3))};
  const auto raters = raters_of(entries);
  ASSERT_EQ(raters.size(), 3U);
  EXPECT_EQ(find_rater(raters, Actor::reviewer, "AB")->points("debugging"), 5);
  EXPECT_EQ(find_rater(raters, Actor::interviewer, "interviewer")->points("debugging"), 3);
  EXPECT_EQ(find_rater(raters, Actor::interviewer, "AB"), nullptr);
}

TEST(Rating, ARaterIsInOnceAllFiveAreLocked) {
  std::vector<Entry> entries;
  for (const std::string_view dimension : kRatedDimensions) {
    EXPECT_TRUE(entries.empty() || !raters_of(entries)[0].locked());
    entries.push_back(rating(entries.size() + 1, Actor::reviewer, of(dimension, 3, true)));
  }
  EXPECT_TRUE(raters_of(entries)[0].locked());
}

TEST(Rating, ALockedOneWithoutPointsIsNotObserved) {
  const auto raters =
      raters_of({rating(1, Actor::reviewer, {{"dimension", "tradeoffs"}, {"locked", true}})});
  EXPECT_EQ(raters[0].points("tradeoffs"), std::nullopt);
  EXPECT_TRUE(raters[0].ratings.at("tradeoffs").locked);
}

}  // namespace
}  // namespace threeam
