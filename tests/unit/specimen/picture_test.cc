#include "sim/specimen/picture.h"

#include "tests/unit/specimen/slow.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/specimen/report.h"

namespace threeam::specimen {
namespace {

using testing::HasSubstr;
using testing::Not;

class Drawn : public testing::Test {
 protected:
  scenario::Specimen specimen_ = slow_specimen(R"(
  latency: {metric: latency_p50, shows: [during > 2 * before, during < 0.001]}
  none: {metric: pool_waiting, where: {component: shop}}
)");
  Observation observation_ = *observe(specimen_, 1);
};

TEST_F(Drawn, ReportHasARowForEachWindowHappeningAndSeries) {
  const std::string text = report(specimen_, observation_);
  EXPECT_THAT(text, HasSubstr("7. Slow & late (slow)\nLatency rises.\nSeen at: nobody, never\n"));
  EXPECT_THAT(text, HasSubstr("\n            -1m                   1m\n"
                              "before      ════════════\n"
                              "during                  ════════════\n"
                              "slower                  ▼ 0s\n"
                              "do restart                    ▼ 30s\n"));
  EXPECT_THAT(text, HasSubstr("\nnone        ························  0 to 0 requests\n"));
  EXPECT_THAT(text, HasSubstr("\nlatency: latency_p50\n  holds during > 2 * before "));
  EXPECT_THAT(text, HasSubstr("\n  NOT   during < 0.001 "));
  EXPECT_THAT(text, HasSubstr("\nnone: pool_waiting component=shop\n"));
}

TEST_F(Drawn, ReportSaysWhatWasMeasured) {
  EXPECT_EQ(digits(0.012345), "0.0123");
  EXPECT_EQ(digits(12345.6), "12346");
  EXPECT_EQ(digits(999.4), "999");
  const Verdict verdict{"errors", *scenario::parse_claim("during > 0.3", "errors"), 0.02, 0.3,
                        false};
  EXPECT_EQ(describe(verdict), "errors: during > 0.3 does not hold: 0.02 > 0.3");
}

TEST_F(Drawn, PictureStandsAlone) {
  const std::string svg = picture(specimen_, observation_);
  EXPECT_THAT(svg, HasSubstr("<title>Slow &amp; late</title>"));
  EXPECT_THAT(svg, HasSubstr(">do restart</text>"));
  EXPECT_THAT(svg, HasSubstr(">latency</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, Not(HasSubstr("href")));
  EXPECT_LT(svg.size(), 8000U);
}

}  // namespace
}  // namespace threeam::specimen
