#include "sim/server/rooms.h"

#include <algorithm>
#include <chrono>

#include <fmt/core.h>

#include "sim/base/hash.h"
#include "sim/server/keys.h"

namespace threeam::server {
namespace {

tl::unexpected<Error> busy() {
  return fail(ErrorCode::storage, "the server is busy; try again in a few seconds");
}

store::RoundRow new_row(const JournalHeader& header, const Scenario& scenario,
                        const Keeping& keeping) {
  store::RoundRow row;
  row.round = header.round;
  row.scenario = header.scenario;
  row.title = scenario.title;
  row.level = header.level;
  row.seed = header.seed;
  row.created_ms = header.created_ms;
  row.candidate_key = make_key();
  row.interviewer_key = make_key();
  row.reviewer_key = make_key();
  row.metrics_key = make_key();
  row.keeping = keeping;
  return row;
}

// The second to come back at: the last that was saved, or that of an entry which was stored in the
// second after it, before the crash came.
SimTime durable_time(const store::RoundRow& row, const Journal& journal) {
  const SimTime last = journal.entries.empty() ? row.time : journal.entries.back().time;
  const SimTime whole = last % kSecond == 0 ? last : last - last % kSecond + kSecond;
  return std::max(row.time, whole);
}

round::Sink sink_of(const std::shared_ptr<Ledger>& ledger) {
  return [ledger](std::span<const Entry> entries) { return ledger->take(entries); };
}

}  // namespace

Clocks system_clocks() {
  using std::chrono::duration_cast;
  return {[] {
            return duration_cast<std::chrono::milliseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                .count();
          },
          [] {
            return duration_cast<std::chrono::nanoseconds>(
                       std::chrono::steady_clock::now().time_since_epoch())
                .count();
          }};
}

Rooms::Rooms(store::Store& store, Workers& workers, Library& library, Clocks clocks)
    : store_(store), workers_(workers), library_(library), clocks_(std::move(clocks)) {}
Rooms::~Rooms() = default;

Result<void> Rooms::restore() {
  auto rows = store_.rounds();
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  for (const store::RoundRow& row : *rows) {
    rows_[row.round] = row;
    keep_keys(row);
  }
  purge_when_due([](const std::string&) { return false; });
  for (const store::RoundRow& row : *rows) {
    if (row.state != store::RoundState::finished && rows_.contains(row.round)) {
      load(row);
    }
  }
  return {};
}

void Rooms::keep_keys(const store::RoundRow& row) {
  // Found by their hash: how long a search takes tells nothing about the keys.
  doors_[sha256_hex(row.candidate_key)] = {row.round, Role::candidate};
  doors_[sha256_hex(row.interviewer_key)] = {row.round, Role::interviewer};
  doors_[sha256_hex(row.reviewer_key)] = {row.round, Role::reviewer};
  doors_[sha256_hex(row.metrics_key)] = {row.round, std::nullopt};
}

std::optional<Rooms::Door> Rooms::find(std::string_view key) const {
  const auto found = doors_.find(sha256_hex(key));
  return found == doors_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<store::RoundRow> Rooms::rows() const {
  std::vector<store::RoundRow> rows;
  for (const auto& [id, row] : rows_) {
    const auto room = rooms_.find(id);
    rows.push_back(room == rooms_.end() ? row : room->second->row);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.created_ms > b.created_ms; });
  return rows;
}

// ---- making rounds and bringing them back -------------------------------------------------------

Room& Rooms::keep(store::RoundRow row, SharedScenario scenario, std::shared_ptr<Ledger> ledger,
                  std::unique_ptr<round::Round> round) {
  auto room = std::make_unique<Room>();
  row.state = stored_state(round->clock());
  row.time = round->now();
  rows_[row.round] = row;
  room->row = std::move(row);
  room->scenario = std::move(scenario);
  room->ledger = std::move(ledger);
  room->round = std::move(round);
  room->numbers.update(room->round->journal().entries);
  room->used = ++turns_;
  if (room->round->clock() == round::ClockState::running) {
    room->pacer.run(room->round->now(), clocks_.steady_ns());
  }
  auto& slot = rooms_[room->row.round];
  slot = std::move(room);
  return *slot;
}

void Rooms::create(const SharedScenario& scenario, const std::string& level, std::uint64_t seed,
                   const Terms& terms, Opened opened) {
  JournalHeader header;
  header.engine_version = std::string(engine::kEngineVersion);
  header.round = make_key();
  header.scenario = scenario->id;
  header.scenario_digest = scenario->digest;
  header.scenario_files = scenario->files;
  header.seed = seed;
  header.level = level;
  header.created_ms = clocks_.wall_ms();
  header.time_multiplier = terms.time_multiplier;
  auto ledger = std::make_shared<Ledger>(header.round);
  auto made = std::make_shared<Result<std::unique_ptr<round::Round>>>();
  auto finish = [this, scenario, header, terms, ledger, made, opened] {
    if (!*made) {
      return opened(tl::unexpected(made->error()));
    }
    store::RoundRow row = new_row(header, *scenario, terms.keeping);
    row.candidate_name = terms.candidate_name;
    row.time = (**made)->now();
    if (auto ok = store_.create(row, header); !ok) {
      return opened(tl::unexpected(ok.error()));
    }
    if (auto ok = ledger->go_live(store_); !ok) {
      return opened(tl::unexpected(ok.error()));
    }
    keep_keys(row);
    opened(&keep(std::move(row), scenario, ledger, *std::move(*made)));
  };
  const bool taken = workers_.submit(
      Workers::Urgency::urgent, [scenario, header, ledger, made, finish]() -> Workers::Done {
        *made = round::Round::create(scenario, header, sink_of(ledger));
        return finish;
      });
  if (!taken) {
    opened(busy());
  }
}

void Rooms::import(Journal journal, Opened opened) {
  if (rows_.contains(journal.header.round)) {
    return opened(fail(ErrorCode::rejected, "this round is here already"));
  }
  auto scenario =
      library_.from_files(journal.header.scenario_files, journal.header.scenario_digest);
  if (!scenario) {
    return opened(tl::unexpected(scenario.error()));
  }
  auto ledger = std::make_shared<Ledger>(journal.header.round);
  auto brought = std::make_shared<Journal>(std::move(journal));
  auto made = std::make_shared<Result<std::unique_ptr<round::Round>>>();
  auto finish = [this, scenario = *scenario, ledger, brought, made, opened] {
    if (!*made) {
      return opened(tl::unexpected(made->error()));
    }
    if (rows_.contains(brought->header.round)) {
      return opened(fail(ErrorCode::rejected, "this round is here already"));
    }
    round::Round& round = ***made;
    const auto keeping = keeping_of(kStandardRetention, clocks_.wall_ms());
    store::RoundRow row = new_row(brought->header, *scenario, keeping.value_or(Keeping{}));
    row.time = round.now();
    if (row.created_ms == 0) {
      row.created_ms = clocks_.wall_ms();  // played without a server, on no day
    }
    if (auto ok = store_.create(row, brought->header); !ok) {
      return opened(tl::unexpected(ok.error()));
    }
    auto stored = store_.append(row.round, brought->entries);
    if (stored) {
      stored = ledger->go_live(store_);
    }
    if (stored && round.clock() != round::ClockState::finished) {
      const auto ended =
          round.add(Actor::system, EntryKind::clock, Json{{"to", "finish"}}, clocks_.wall_ms());
      stored = ended ? Result<void>() : tl::unexpected(ended.error());
    }
    if (stored) {
      stored = store_.save_state(row.round, store::RoundState::finished);
    }
    if (!stored) {
      const auto removed = store_.remove(row.round);
      return opened(tl::unexpected(removed ? stored.error() : removed.error()));
    }
    keep_keys(row);
    opened(&keep(std::move(row), scenario, ledger, *std::move(*made)));
  };
  const bool taken =
      workers_.submit(Workers::Urgency::urgent,
                      [scenario = *scenario, ledger, brought, made, finish]() -> Workers::Done {
                        *made = round::Round::replay(scenario, *brought, sink_of(ledger));
                        return finish;
                      });
  if (!taken) {
    opened(busy());
  }
}

void Rooms::load(const store::RoundRow& row) {
  auto journal = store_.journal(row.round);
  if (!journal) {
    return settle(row, nullptr, nullptr, tl::unexpected(journal.error()));
  }
  auto scenario =
      library_.from_files(journal->header.scenario_files, journal->header.scenario_digest);
  if (!scenario) {
    return settle(row, nullptr, nullptr, tl::unexpected(scenario.error()));
  }
  auto ledger = std::make_shared<Ledger>(row.round);
  auto brought = std::make_shared<Journal>(*std::move(journal));
  auto made = std::make_shared<Result<std::unique_ptr<round::Round>>>();
  const SimTime until = durable_time(row, *brought);
  loading_[row.round];
  auto finish = [this, row, scenario = *scenario, ledger, made] {
    settle(row, scenario, ledger, std::move(*made));
  };
  const bool taken = workers_.submit(
      Workers::Urgency::urgent,
      [scenario = *scenario, ledger, brought, made, until, finish]() -> Workers::Done {
        *made = round::Round::replay(scenario, std::move(*brought), sink_of(ledger), until);
        return finish;
      });
  if (!taken) {
    settle(row, nullptr, nullptr, busy());
  }
}

void Rooms::settle(store::RoundRow row, SharedScenario scenario, std::shared_ptr<Ledger> ledger,
                   Result<std::unique_ptr<round::Round>> round) {
  const std::string id = row.round;
  std::vector<Opened> waiting;
  if (const auto found = loading_.find(id); found != loading_.end()) {
    waiting = std::move(found->second);
    loading_.erase(found);
  }
  Result<Room*> result = nullptr;
  if (round) {
    if (auto ok = ledger->go_live(store_); !ok) {
      round = tl::unexpected(ok.error());
    }
  }
  if (round) {
    result = &keep(std::move(row), std::move(scenario), std::move(ledger), *std::move(round));
  } else {
    fmt::print(stderr, "threeam: round {} is not restored: {}\n", id, to_string(round.error()));
    result = tl::unexpected(round.error());
  }
  for (const Opened& opened : waiting) {
    opened(result);
  }
}

void Rooms::open(const std::string& round, Opened opened) {
  if (Room* room = live(round); room != nullptr) {
    return opened(room);
  }
  const auto row = rows_.find(round);
  if (row == rows_.end()) {
    return opened(fail(ErrorCode::not_found, "not found"));
  }
  const bool is_loading = loading_.contains(round);
  loading_[round].push_back(std::move(opened));
  if (!is_loading) {
    load(row->second);
  }
}

Room* Rooms::live(const std::string& round) {
  const auto found = rooms_.find(round);
  if (found == rooms_.end()) {
    return nullptr;
  }
  found->second->used = ++turns_;
  return found->second.get();
}

// ---- playing ------------------------------------------------------------------------------------

Result<Entry> Rooms::add(Room& room, Role role, EntryKind kind, Json payload) {
  auto entry = room.round->add(actor_of(role), kind, std::move(payload), clocks_.wall_ms());
  if (!entry) {
    return entry;
  }
  if (auto ok = after_entry(room); !ok) {
    return tl::unexpected(ok.error());
  }
  return entry;
}

Result<round::Round::Shown> Rooms::look(Room& room, Json look) {
  auto shown = room.round->look(std::move(look), clocks_.wall_ms());
  room.numbers.update(room.round->journal().entries);
  return shown;
}

// The clock may have changed its state, and a skip its time.
Result<void> Rooms::after_entry(Room& room) {
  room.numbers.update(room.round->journal().entries);
  const bool skipped = room.round->now() != room.row.time;
  if (skipped) {
    room.row.time = room.round->now();
    const std::pair<std::string, SimTime> clock{room.row.round, room.row.time};
    if (auto ok = store_.save_clocks(std::span(&clock, 1)); !ok) {
      return ok;
    }
  }
  const bool runs = room.round->clock() == round::ClockState::running;
  if (!runs) {
    room.pacer.stop();
  } else if (skipped || !room.pacer.running()) {
    room.pacer.run(room.round->now(), clocks_.steady_ns());
  }
  return save_state(room);
}

Result<void> Rooms::save_state(Room& room) {
  const store::RoundState state = stored_state(room.round->clock());
  if (state == room.row.state) {
    return {};
  }
  room.row.state = state;
  return store_.save_state(room.row.round, state);
}

std::vector<Room*> Rooms::advance() {
  std::vector<Room*> moved;
  std::vector<std::pair<std::string, SimTime>> clocks;
  for (const auto& [id, room] : rooms_) {
    const SimTime target = room->pacer.target(room->round->now(), clocks_.steady_ns());
    if (target <= room->round->now()) {
      continue;
    }
    if (auto ok = room->round->advance(target, clocks_.wall_ms()); !ok) {
      fmt::print(stderr, "threeam: round {} stands still: {}\n", id, to_string(ok.error()));
      continue;
    }
    room->numbers.update(room->round->journal().entries);
    room->row.time = room->round->now();
    clocks.emplace_back(id, room->row.time);
    moved.push_back(room.get());
    if (room->round->clock() != round::ClockState::running) {
      room->pacer.stop();
    }
  }
  if (moved.empty()) {
    return moved;
  }
  auto saved = store_.save_clocks(clocks);
  for (Room* room : moved) {
    if (saved) {
      saved = save_state(*room);
    }
  }
  if (!saved) {
    fmt::print(stderr, "threeam: clocks are not saved: {}\n", to_string(saved.error()));
    moved.clear();
  }
  return moved;
}

}  // namespace threeam::server
