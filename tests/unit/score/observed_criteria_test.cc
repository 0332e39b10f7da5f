#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

TEST(FollowUp, TakesTheInterviewersMarksAndNothingElse) {
  const Scenario scenario = incident();
  EXPECT_FALSE(finding(Story().look("overview").evidence(scenario), "F1").observed);
  Story story;
  story.interviewer(EntryKind::followup, {{"id", "a"}, {"answered", "crisp"}});
  story.interviewer(EntryKind::followup, {{"id", "b"}, {"answered", "faded"}});
  const Finding found = finding(story.evidence(scenario), "F1");
  EXPECT_DOUBLE_EQ(found.points, 0.5);
  EXPECT_EQ(found.entries, (std::vector<std::uint64_t>{1, 2}));
}

TEST(PushBack, HoldingAndUpdatingAreEquallyGood) {
  const Scenario scenario = incident();
  const auto points = [&](const char* answered) {
    Story story;
    story.interviewer(EntryKind::pushback, {{"id", "p"}, {"answered", answered}});
    return finding(story.evidence(scenario), "F2").points;
  };
  EXPECT_DOUBLE_EQ(points("holds"), 1.0);
  EXPECT_DOUBLE_EQ(points("updates"), 1.0);
  EXPECT_DOUBLE_EQ(points("digs_in"), 0.0);
  EXPECT_FALSE(finding(Story().look("overview").evidence(scenario), "F2").observed);
}

TEST(FollowUp, CountsTheLastMarkOfAQuestion) {
  const Scenario scenario = incident();
  Story story;
  story.interviewer(EntryKind::followup, {{"id", "a"}, {"answered", "faded"}});
  story.interviewer(EntryKind::followup, {{"id", "a"}, {"answered", "crisp"}});
  const Finding found = finding(story.evidence(scenario), "F1");
  EXPECT_DOUBLE_EQ(found.points, 1.0);
  EXPECT_EQ(found.entries, (std::vector<std::uint64_t>{2}));
}

Finding after_seeing(const char* criterion, const char* what, const char* value) {
  const Scenario scenario = incident();
  Story story;
  story.interviewer(EntryKind::observed, {{"what", what}, {"value", value}});
  return finding(story.evidence(scenario), criterion);
}

TEST(Drawing, IsBetterThanNamingAndThatThanNeither) {
  EXPECT_DOUBLE_EQ(after_seeing("D1", "drawing", "drew").points, 1.0);
  EXPECT_DOUBLE_EQ(after_seeing("D1", "drawing", "named").points, 0.5);
  const Finding none = after_seeing("D1", "drawing", "none");
  EXPECT_TRUE(none.observed);
  EXPECT_DOUBLE_EQ(none.points, 0.0);
}

TEST(Assistant, CountsCheckingItsAnswerNotHavingOne) {
  EXPECT_DOUBLE_EQ(after_seeing("A1", "assistant", "checked").points, 1.0);
  const Finding pasted = after_seeing("A1", "assistant", "pasted");
  EXPECT_TRUE(pasted.observed);
  EXPECT_DOUBLE_EQ(pasted.points, 0.0);
  EXPECT_EQ(pasted.entries, (std::vector<std::uint64_t>{1}));
  EXPECT_FALSE(after_seeing("A1", "drawing", "drew").observed);
}

TEST(Observed, IsNotObservedUntilSomebodySawItAndAfterTheyTookItBack) {
  const Scenario scenario = incident();
  const Evidence nobody = Story().look("overview").evidence(scenario);
  Story story;
  story.interviewer(EntryKind::observed, {{"what", "drawing"}, {"value", "none"}});
  story.interviewer(EntryKind::observed, {{"what", "assistant"}, {"value", "pasted"}});
  story.interviewer(EntryKind::observed, {{"what", "drawing"}, {"value", "unseen"}});
  story.interviewer(EntryKind::observed, {{"what", "assistant"}, {"value", "unseen"}});
  const Evidence taken_back = story.evidence(scenario);
  for (const char* criterion : {"D1", "A1"}) {
    EXPECT_FALSE(finding(nobody, criterion).observed) << criterion;
    EXPECT_FALSE(finding(taken_back, criterion).observed) << criterion;
  }
}

}  // namespace
}  // namespace threeam::score::testing
