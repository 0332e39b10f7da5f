#include "sim/model/journal.h"

#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/hash.h"
#include "sim/model/journal_end.h"

namespace threeam {
namespace {

using ::testing::HasSubstr;

void append(Journal& journal, SimTime time, Actor actor, EntryKind kind, Json payload) {
  Entry entry;
  entry.seq = journal.entries.size() + 1;
  entry.wall_ms = 1'700'000'000'000 + static_cast<std::int64_t>(entry.seq);
  entry.time = time;
  entry.actor = actor;
  entry.kind = kind;
  entry.payload = std::move(payload);
  entry.prev = journal.entries.empty() ? header_hash(journal.header) : journal.entries.back().hash;
  entry.hash = entry_hash(entry);
  journal.entries.push_back(std::move(entry));
}

Journal sample_journal() {
  Journal journal;
  journal.header.engine_version = "1";
  journal.header.round = "r-1";
  journal.header.scenario = "two-regions";
  journal.header.scenario_digest = sha256_hex("digest");
  journal.header.scenario_files = {{"scenario.yaml", "threeam: 1\n"}, {"brief.md", "Hello.\n"}};
  journal.header.seed = std::numeric_limits<std::uint64_t>::max();
  journal.header.level = "senior";
  journal.header.created_ms = 1'700'000'000'000;
  append(journal, 0, Actor::interviewer, EntryKind::clock, Json{{"to", "start"}});
  append(journal, 0, Actor::system, EntryKind::state, Json{{"hash", "00000000000000aa"}});
  append(journal, 30 * kSecond, Actor::candidate, EntryKind::say,
         Json{{"what", "hypothesis"}, {"confidence", 0.6}, {"text", "caf\xc3\xa9 \"quoted\"\n"}});
  append(journal, 40 * kSecond, Actor::candidate, EntryKind::act,
         Json{{"action", "rollback"}, {"why", "new errors"}});
  return journal;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = text.find('\n', from);
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + '\n';
  }
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const auto journal = read_jsonl(text, "round.jsonl");
  return journal ? "" : to_string(journal.error());
}

TEST(Journal, ComesBackAsItWasWritten) {
  const std::string text = write_jsonl(sample_journal());
  const auto journal = read_jsonl(text);
  ASSERT_TRUE(journal) << to_string(journal.error());
  EXPECT_EQ(journal->header.seed, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(journal->header.scenario_files.at("brief.md"), "Hello.\n");
  ASSERT_EQ(journal->entries.size(), 4U);
  EXPECT_EQ(journal->entries[3].kind, EntryKind::act);
  EXPECT_EQ(journal->entries[3].time, 40 * kSecond);
  EXPECT_EQ(write_jsonl(*journal), text);
}

TEST(Journal, WithoutEntriesIsAJournal) {
  Journal journal;
  journal.header.round = "r-2";
  ASSERT_TRUE(read_jsonl(write_jsonl(journal)));
}

TEST(Journal, CallsAnActDo) {
  EXPECT_EQ(to_string(EntryKind::act), "do");
  EXPECT_EQ(parse_entry_kind("do").value(), EntryKind::act);
  EXPECT_FALSE(parse_entry_kind("act"));
  EXPECT_FALSE(parse_actor("somebody"));
}

TEST(Journal, LinksEachEntryToTheLineBefore) {
  const Journal journal = sample_journal();
  EXPECT_EQ(journal.entries[0].prev, sha256_hex(dump_json(to_json(journal.header))));
  EXPECT_EQ(journal.entries[1].prev, journal.entries[0].hash);
}

TEST(Journal, NamesACutOffLastLine) {
  const std::string text = write_jsonl(sample_journal());
  for (std::size_t size = text.size() - 1; size > 0; --size) {
    const std::string error = error_of(text.substr(0, size));
    if (text[size - 1] == '\n') {
      EXPECT_EQ(error, "") << size;  // whole lines are a shorter journal
    } else {
      EXPECT_THAT(error, HasSubstr("cut off")) << size;
    }
  }
  EXPECT_THAT(error_of(text.substr(0, text.size() - 1)), HasSubstr("round.jsonl: line 5"));
  EXPECT_THAT(error_of(""), HasSubstr("empty"));
}

TEST(Journal, IsWholeWhenItsRoundWasFinished) {
  Journal journal = sample_journal();
  EXPECT_FALSE(is_whole(journal));
  append(journal, 50 * kSecond, Actor::system, EntryKind::clock, Json{{"to", "finish"}});
  append(journal, 50 * kSecond, Actor::reviewer, EntryKind::rating, Json{{"points", 3}});
  EXPECT_TRUE(is_whole(journal));
}

TEST(Journal, NamesTheLineThatWasChanged) {
  const std::string text = write_jsonl(sample_journal());
  EXPECT_THAT(error_of(replaced(text, "\"rollback\"", "\"restart\"")),
              HasSubstr("line 5: chain broken"));
  EXPECT_THAT(error_of(replaced(text, "\"confidence\":0.6", "\"confidence\":0.9")),
              HasSubstr("line 4: chain broken"));
  EXPECT_THAT(error_of(replaced(text, "\"level\":\"senior\"", "\"level\":\"staff\"")),
              HasSubstr("line 2: chain broken"));
}

TEST(Journal, NamesWhereALineIsMissingOrReordered) {
  const std::vector<std::string> lines = lines_of(write_jsonl(sample_journal()));
  std::vector<std::string> missing = lines;
  missing.erase(missing.begin() + 2);
  EXPECT_THAT(error_of(join(missing)), HasSubstr("line 3: chain broken"));
  std::vector<std::string> swapped = lines;
  std::swap(swapped[2], swapped[3]);
  EXPECT_THAT(error_of(join(swapped)), HasSubstr("line 3: chain broken"));
}

TEST(Journal, RefusesANewerVersionByName) {
  Journal journal = sample_journal();
  journal.header.journal_version = kJournalVersion + 1;
  const auto read = read_jsonl(write_jsonl(journal));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::incompatible);
  EXPECT_THAT(to_string(read.error()), HasSubstr("line 1"));
  EXPECT_THAT(to_string(read.error()), HasSubstr("journal version 2"));
}

TEST(Journal, RefusesAnotherSpellingOfTheSame) {
  const std::string text = write_jsonl(sample_journal());
  EXPECT_THAT(error_of(replaced(text, "\"seq\":1,", "\"seq\": 1,")), HasSubstr("canonical"));
  EXPECT_THAT(error_of(replaced(text, "{\"created_ms\"", "{ \"created_ms\"")),
              HasSubstr("line 1: not in canonical form"));
  EXPECT_THAT(error_of(replaced(text, "\"seq\":1,", "\"extra\":1,\"seq\":1,")),
              HasSubstr("canonical"));
}

TEST(Journal, RefusesTimesAndNumbersOutOfOrder) {
  Journal backwards = sample_journal();
  append(backwards, 0, Actor::candidate, EntryKind::say, Json::object());
  EXPECT_THAT(error_of(write_jsonl(backwards)), HasSubstr("line 6: time_ns is before"));

  Journal skipping = sample_journal();
  skipping.entries.back().seq = 9;
  skipping.entries.back().hash = entry_hash(skipping.entries.back());
  EXPECT_THAT(error_of(write_jsonl(skipping)), HasSubstr("expected seq 4, found 9"));
}

TEST(EntryCodec, NamesTheFieldThatIsWrong) {
  const Json good = to_json(sample_journal().entries[2]);
  const std::pair<const char*, Json> cases[] = {
      {"seq", -1},       {"wall_ms", "now"}, {"time_ns", 0.5}, {"actor", "cat"},
      {"kind", "think"}, {"payload", 1},     {"prev", 0},      {"hash", nullptr}};
  ASSERT_TRUE(entry_from_json(good));
  for (const auto& [field, value] : cases) {
    Json bad = good;
    bad[field] = value;
    const auto entry = entry_from_json(bad);
    ASSERT_FALSE(entry) << field;
    EXPECT_EQ(entry.error().where, field);
    bad.erase(field);
    EXPECT_FALSE(entry_from_json(bad)) << field;
  }
  EXPECT_FALSE(entry_from_json(Json::array()));
}

TEST(HeaderCodec, NamesTheFieldThatIsWrong) {
  const Json good = to_json(sample_journal().header);
  const std::pair<const char*, Json> cases[] = {
      {"journal_version", "1"}, {"engine_version", 1},   {"round", 1}, {"scenario", nullptr},
      {"scenario_digest", 7},   {"scenario_files", "x"}, {"seed", -3}, {"level", 2},
      {"created_ms", "now"}};
  ASSERT_TRUE(header_from_json(good));
  for (const auto& [field, value] : cases) {
    Json bad = good;
    bad[field] = value;
    const auto header = header_from_json(bad);
    ASSERT_FALSE(header) << field;
    EXPECT_EQ(header.error().where, field);
  }
  Json bad = good;
  bad["scenario_files"]["brief.md"] = 3;
  EXPECT_EQ(header_from_json(bad).error().where, "scenario_files.brief.md");
  EXPECT_FALSE(header_from_json(Json(1)));
}

}  // namespace
}  // namespace threeam
