// The routes within a round.
#include <charconv>

#include "sim/metrics/query.h"
#include "sim/round/show.h"
#include "sim/round/validate.h"
#include "sim/score/pack.h"
#include "sim/server/api.h"
#include "sim/server/assets.h"
#include "sim/server/cover.h"
#include "sim/server/describe.h"

namespace threeam::server {
namespace {

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

Response forbidden() {
  return error_response({ErrorCode::forbidden, "not for this role", ""});
}

// Of the journal's own numbers.
bool is_look(const Room& room, std::uint64_t seq) {
  const std::vector<Entry>& entries = room.round->journal().entries;
  return seq > 0 && seq <= entries.size() && entries[seq - 1].kind == EntryKind::look;
}

Response covered() {
  return error_response({ErrorCode::rejected, "comes when your own ratings are locked", ""});
}

Response shown_response(Result<Json> shown) {
  return shown ? json_response({{"shown", *std::move(shown)}}) : error_response(shown.error());
}

}  // namespace

Response Api::round_response(Room& room, Role role, const Request& request, const Segments& rest) {
  const bool reads = request.method == "GET";
  const bool candidate = role == Role::candidate;
  if (rest.empty()) {
    return reads ? json_response(opening_json(
                       room, role, role == Role::reviewer && is_covered(room, role, request)))
                 : not_found();
  }
  const std::string_view what = rest[0];
  if (rest.size() == 1 && !reads) {
    if (what == "entries") {
      return add_entry(room, role, request);
    }
    if (what == "look") {
      return candidate ? add_look(room, request) : forbidden();
    }
    if (what == "query") {
      return candidate ? forbidden() : query(room, role, request);
    }
  }
  if (rest.size() == 2 && reads) {
    if (what == "look") {
      return role == Role::reviewer ? forbidden() : look_now(room, role, rest[1]);
    }
    if (what == "shown") {
      return candidate ? forbidden() : shown_then(room, role, request, rest[1]);
    }
  }
  if (rest.size() == 1 && reads) {
    const bool known = what == "world" || what == "options" || what == "journal" ||
                       what == "score" || what == "score.html" || what == "pack" ||
                       what == "ratings" || what == "debrief";
    if (known && candidate) {
      return forbidden();
    }
    if (what == "world") {
      return world_at(room, role, request);
    }
    if (what == "options") {
      return options(room, role, request);
    }
    if (what == "score" || what == "score.html") {
      return score(room, role, request, what == "score.html");
    }
    if (what == "pack") {
      return pack(room, role, request);
    }
    if (what == "journal") {
      return journal(room, role, request);
    }
    if (what == "ratings") {
      return ratings(room, role, request);
    }
    if (what == "debrief") {
      return debrief(room, role, request);
    }
  }
  return not_found();
}

Response Api::add_entry(Room& room, Role role, const Request& request) {
  const std::int64_t came_ns = parts_.clocks.steady_ns();
  auto body = parse_json(request.body);
  if (!body) {
    return error_response(body.error());
  }
  const auto name = get_string(*body, "kind");
  const auto kind = name ? parse_entry_kind(*name) : tl::unexpected(name.error());
  if (!kind) {
    return error_response(kind.error());
  }
  if (!body->contains("payload") || !(*body)["payload"].is_object()) {
    return error_response({ErrorCode::invalid_input, "expected an object", "payload"});
  }
  if (!may_add(role, *kind)) {
    return forbidden();
  }
  const round::ClockState clock = room.round->clock();
  const bool read_before =
      clock == round::ClockState::waiting && round::is_notice(*kind, (*body)["payload"]);
  if (role == Role::candidate && clock != round::ClockState::running &&
      clock != round::ClockState::paused && !read_before) {
    return error_response({ErrorCode::rejected, "the round is not in play", ""});
  }
  auto entry = parts_.rooms.add(room, role, *kind, std::move((*body)["payload"]));
  if (!entry) {
    return error_response(entry.error());
  }
  if (*kind == EntryKind::rating) {
    parts_.computations.forget_ratings(room.row.round);
  }
  if (clock != round::ClockState::finished && room.round->clock() == round::ClockState::finished) {
    parts_.computations.refresh_score(room);
  }
  parts_.hub.publish(room);
  const Json shown = entry_json(*entry, role, room.numbers, *room.scenario);
  parts_.metrics.observe_seconds(
      "threeam_action_acknowledge_seconds", {},
      static_cast<double>(parts_.clocks.steady_ns() - came_ns) / static_cast<double>(kSecond));
  return json_response({{"entry", shown}});
}

Response Api::add_look(Room& room, const Request& request) {
  auto body = parse_json(request.body);
  if (!body) {
    return error_response(body.error());
  }
  if (!body->is_object()) {
    return error_response({ErrorCode::invalid_input, "expected an object", ""});
  }
  const round::ClockState clock = room.round->clock();
  if (clock != round::ClockState::running && clock != round::ClockState::paused) {
    return error_response({ErrorCode::rejected, "the round is not in play", ""});
  }
  auto shown = parts_.rooms.look(room, *std::move(body));
  if (!shown) {
    return error_response(shown.error());
  }
  parts_.hub.publish(room);
  return json_response(
      {{"entry", entry_json(shown->entry, Role::candidate, room.numbers, *room.scenario)},
       {"shown", std::move(shown->shown)}});
}

Response Api::look_now(Room& room, Role role, std::string_view number) {
  auto seq = parse_whole<std::uint64_t>(number);
  if (seq && role == Role::candidate) {
    seq = room.numbers.seq_of(*seq);
  }
  if (!seq || !is_look(room, *seq)) {
    return not_found();
  }
  const Entry& entry = room.round->journal().entries[*seq - 1];
  return shown_response(round::show(*room.round, look_again(entry, room.round->now())));
}

bool Api::is_covered_at(const Room& room, Role role, const Request& request, SimTime time) const {
  return role == Role::reviewer && is_covered(room, role, request) &&
         time > shown_until(room.round->journal().entries);
}

Response Api::shown_then(Room& room, Role role, const Request& request, std::string_view number) {
  const auto seq = parse_whole<std::uint64_t>(number);
  if (!seq || !is_look(room, *seq)) {
    return not_found();
  }
  const Entry& entry = room.round->journal().entries[*seq - 1];
  const auto at = request.query.find("at_ns");
  if (at != request.query.end() && string_or(entry.payload, "what", "") == "ask") {
    // An answer comes later than its question.
    const auto time = parse_whole<SimTime>(at->second);
    if (!time || *time < entry.time || *time > room.round->now()) {
      return error_response(
          {ErrorCode::invalid_input, "expected nanoseconds between the question and now", "at_ns"});
    }
    return is_covered_at(room, role, request, *time)
               ? covered()
               : shown_response(round::show(*room.round, look_again(entry, *time), *time));
  }
  return shown_response(round::show_entry(*room.round, *seq));
}

Response Api::query(Room& room, Role role, const Request& request) {
  const auto body = parse_json(request.body);
  const auto asked = body ? query_from_json(*body) : tl::unexpected(body.error());
  if (!asked) {
    return error_response(asked.error());
  }
  if (is_covered_at(room, role, request, asked->to)) {
    return covered();
  }
  const auto result = room.round->query(*asked);
  return result ? json_response(to_json(*result)) : error_response(result.error());
}

Response Api::world_at(Room& room, Role role, const Request& request) {
  SimTime time = room.round->now();
  if (const auto at = request.query.find("at_ns"); at != request.query.end()) {
    const auto parsed = parse_whole<SimTime>(at->second);
    if (!parsed || *parsed > time || *parsed < -room.scenario->past) {
      return error_response({ErrorCode::invalid_input,
                             "expected nanoseconds between the start of the past and now",
                             "at_ns"});
    }
    time = *parsed;
  }
  if (is_covered_at(room, role, request, time)) {
    return covered();
  }
  return json_response(world_json(room, time));
}

Response Api::options(Room& room, Role role, const Request& request) {
  if (role == Role::reviewer && is_covered(room, role, request)) {
    return covered();
  }
  if (room.round->clock() != round::ClockState::finished) {
    parts_.computations.refresh_options(room);
  }
  const OptionsTable& table = room.options;
  return json_response(
      {{"at_ns", table.at ? Json(*table.at) : Json(nullptr)},
       {"lucks", table.lucks},
       {"options", table.options},
       {"computing", table.computing},
       {"progress",
        table.computing && table.progress ? Json(table.progress->load()) : Json(nullptr)}});
}

Response Api::pack(Room& room, Role role, const Request& request) {
  // It holds the journal, and with it what others have rated.
  if (Response kept = journal(room, role, request); kept.status != 200) {
    return kept;
  }
  if (room.round->clock() != round::ClockState::finished) {
    return error_response({ErrorCode::rejected, "the pack comes when the round is finished", ""});
  }
  if (is_covered(room, role, request)) {
    return covered();
  }
  if (Response scored = score(room, role, request, false); scored.status != 200) {
    return scored;
  }
  Response response =
      json_response(score::make_pack(room.round->journal(), room.score.card, room.row.keeping));
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"pack.json\"");
  return response;
}

Response Api::score(Room& room, Role role, const Request& request, bool html) {
  const bool finished = room.round->clock() == round::ClockState::finished;
  if (!finished && role != Role::reviewer) {
    return error_response({ErrorCode::rejected, "the score comes when the round is finished", ""});
  }
  const bool hidden = is_covered(room, role, request);
  if (hidden && html) {
    return covered();
  }
  parts_.computations.refresh_score(room);
  const ScoreTable& table = room.score;
  // While a round goes on, the newest finished answer is good enough.
  const bool ready = table.entries && (!finished || !table.computing);
  if (!ready) {
    if (!table.computing) {
      return error_response({ErrorCode::storage, "the server is busy; try again", ""});
    }
    return json_response({{"progress", table.progress->load()}}, 202);
  }
  if (table.error) {
    return error_response(*table.error);
  }
  if (!html) {
    return json_response(hidden ? covered_card(table.card) : table.card);
  }
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = table.html;
  // A page of its own, with its style inside it, that fetches nothing.
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                                "frame-ancestors 'none'");
  return response;
}

}  // namespace threeam::server
