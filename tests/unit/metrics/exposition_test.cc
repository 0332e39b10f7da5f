#include "sim/metrics/exposition.h"

#include "tests/unit/metrics/written_columns.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace threeam::metrics {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Exposition, CountersAreCumulativeAndLaterCallsAddOnlyWhatIsNew) {
  WrittenColumns columns(0, 3);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200"), 5);
  Exposition exposition;
  const std::string name =
      R"(http_requests_total{component="gateway",route="GET /",region="eu",version="1",)"
      R"(code="200"} )";
  EXPECT_THAT(exposition.text(columns), HasSubstr(name + "15\n"));
  EXPECT_THAT(exposition.text(columns), HasSubstr(name + "15\n"));
  columns.grow(5);
  columns.set(series, 4, 2);
  EXPECT_THAT(exposition.text(columns), HasSubstr(name + "17\n"));
}

TEST(Exposition, GaugesAreTheLastValue) {
  WrittenColumns columns(0, 2);
  const auto series = columns.add(SeriesId::message_queue_depth, {"q", "eu"}, 9);
  columns.set(series, 1, 4);
  EXPECT_THAT(Exposition().text(columns),
              HasSubstr("# TYPE message_queue_depth gauge\n"
                        "message_queue_depth{queue=\"q\",region=\"eu\"} 4\n"));
}

TEST(Exposition, HistogramsAreCumulativeOverBucketsInSeconds) {
  WrittenColumns columns(0, 2);
  const auto series = columns.add(SeriesId::http_request_duration_seconds, http("eu"));
  columns.count(series, 0, 0, 3);
  columns.count(series, 1, 1, 2);
  columns.count(series, 1, kLatencyBuckets - 1, 1);
  const std::string text = Exposition().text(columns);
  const std::string labels = R"({component="gateway",route="GET /",region="eu",version="1")";
  const std::string bucket = "http_request_duration_seconds_bucket" + labels;
  EXPECT_THAT(text, HasSubstr(bucket + ",le=\"0.0005\"} 3\n"));
  EXPECT_THAT(text, HasSubstr(bucket + ",le=\"0.000625\"} 5\n"));
  EXPECT_THAT(text, HasSubstr(bucket + ",le=\"65.536\"} 5\n"));
  EXPECT_THAT(text, HasSubstr(bucket + ",le=\"+Inf\"} 6\n"));
  EXPECT_THAT(text, HasSubstr("http_request_duration_seconds_count" + labels + "} 6\n"));
  EXPECT_THAT(text, HasSubstr("http_request_duration_seconds_sum" + labels + "} 1.5\n"));
}

TEST(Exposition, LeavesOutWhatIsNotShownAndCountsOnBehindTheGap) {
  WrittenColumns columns(0, 3);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200"), 5);
  columns.hide(series, 2);
  Exposition exposition;
  EXPECT_THAT(exposition.text(columns), Not(HasSubstr("http_requests_total{")));
  columns.grow(4);
  columns.set(series, 3, 5);
  EXPECT_THAT(exposition.text(columns), HasSubstr("code=\"200\"} 20\n"));
}

TEST(Exposition, RecordedSeriesAreGaugesThatSaySo) {
  WrittenColumns columns(0, 1);
  columns.record(edge_hits());
  Exposition exposition;
  EXPECT_THAT(exposition.text(columns), HasSubstr("# HELP edge_hits Hits at the edge (recorded)\n"
                                                  "# TYPE edge_hits gauge\n"
                                                  "edge_hits{pop=\"fra\"} 0\n"
                                                  "edge_hits{pop=\"ams\"} 10\n"));
  columns.grow(2);
  EXPECT_THAT(exposition.text(columns), Not(HasSubstr("edge_hits")));
}

TEST(Exposition, LeavesOutWhatHasNotHappened) {
  WrittenColumns columns(0, 2);
  columns.add(SeriesId::http_requests_total, http("eu", "500"));
  columns.add(SeriesId::http_request_duration_seconds, http("eu"));
  columns.add(SeriesId::instances_ready, {"gateway", "eu", "2"});
  columns.add(SeriesId::message_queue_depth, {"q", "eu"});
  const std::string text = Exposition().text(columns);
  EXPECT_THAT(text, Not(HasSubstr("http_request")));
  EXPECT_THAT(text, Not(HasSubstr("instances_ready")));
  EXPECT_THAT(text, HasSubstr("message_queue_depth{queue=\"q\",region=\"eu\"} 0\n"));
}

TEST(ServerMetrics, CountsSetsAndObserves) {
  ServerMetrics metrics;
  metrics.set("process_start_time_seconds", {}, 1'700'000'000);
  metrics.count("threeam_http_requests_total", {{"method", "GET"}, {"code", "200"}});
  metrics.count("threeam_http_requests_total", {{"method", "GET"}, {"code", "200"}});
  metrics.observe_seconds("threeam_action_acknowledge_seconds", {}, 0.004);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("process_start_time_seconds 1700000000\n"));
  EXPECT_THAT(text, HasSubstr("threeam_http_requests_total{code=\"200\",method=\"GET\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("threeam_action_acknowledge_seconds_bucket{le=\"0.005\"} 1\n"));
}

}  // namespace
}  // namespace threeam::metrics
