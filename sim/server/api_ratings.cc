// Ratings of one round, and what they come to over a scenario's rounds.
#include <algorithm>

#include <fmt/format.h>

#include "sim/server/api.h"
#include "sim/server/describe.h"
#include "sim/server/ratings.h"

namespace threeam::server {
namespace {

// `rater` of the address, else the role's name.
std::string rater_of(const Request& request, Role role) {
  const auto found = request.query.find("rater");
  return found == request.query.end() ? std::string(to_string(role)) : found->second;
}

}  // namespace

bool Api::is_covered(const Room& room, Role role, const Request& request) const {
  const std::vector<Rater> raters = raters_of(room.round->journal().entries);
  return !sees_others(raters, actor_of(role), rater_of(request, role));
}

Response Api::ratings(Room& room, Role role, const Request& request) const {
  const std::vector<Rater> raters = raters_of(room.round->journal().entries);
  return json_response(ratings_json(raters, actor_of(role), rater_of(request, role),
                                    score::was_interviewed(room.round->journal().header)));
}

Response Api::debrief(Room& room, Role role, const Request& request) const {
  const std::vector<Rater> raters = raters_of(room.round->journal().entries);
  if (!sees_others(raters, actor_of(role), rater_of(request, role))) {
    return error_response({ErrorCode::rejected, "lock your own ratings first", ""});
  }
  if (const auto waits_for =
          score::debrief_waits_for(raters, score::was_interviewed(room.round->journal().header));
      !waits_for.empty()) {
    return error_response({ErrorCode::rejected,
                           fmt::format("waits for the ratings of {}", fmt::join(waits_for, ", ")),
                           ""});
  }
  return json_response(debrief_json(raters));
}

// The file holds every rating, so it is as blind as they are.
Response Api::journal(Room& room, Role role, const Request& request) const {
  const std::vector<Rater> raters = raters_of(room.round->journal().entries);
  const std::string name = rater_of(request, role);
  const bool others = std::any_of(raters.begin(), raters.end(), [&](const Rater& rater) {
    return rater.actor != actor_of(role) || rater.name != name;
  });
  if (others && !sees_others(raters, actor_of(role), name)) {
    return error_response(
        {ErrorCode::rejected, "others have rated this round: lock your own ratings first", ""});
  }
  Response response;
  response.content_type = "application/x-ndjson";
  response.body = write_jsonl(room.round->journal());
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"round.jsonl\"");
  return response;
}

void Api::agreement(const Request& request, const Answer& answer) {
  const auto scenario = request.query.find("scenario");
  if (scenario == request.query.end()) {
    return answer(error_response({ErrorCode::invalid_input, "expected a scenario", "scenario"}));
  }
  parts_.computations.agreement(
      scenario->second, [this, request, answer](Result<Computations::Agreed> agreed) {
        if (!agreed) {
          return answer(error_response(agreed.error()));
        }
        if (agreed->progress < 1) {
          return answer(json_response({{"progress", agreed->progress}}, 202));
        }
        Json json = agreement_json(agreed->agreement);
        Json queue = Json::array();
        const std::vector<store::RoundRow> rows = parts_.rooms.rows();
        for (const std::string& round : agreed->agreement.third_rater) {
          const auto row = std::find_if(rows.begin(), rows.end(), [&](const store::RoundRow& one) {
            return one.round == round;
          });
          if (row != rows.end()) {
            queue.push_back({{"id", round},
                             {"created_ms", row->created_ms},
                             {"level", row->level},
                             {"reviewer", links(*row, request)["reviewer"]}});
          }
        }
        json["third_rater"] = std::move(queue);
        answer(json_response(json));
      });
}

}  // namespace threeam::server
