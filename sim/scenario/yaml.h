// Untrusted YAML text into a tree of our own, with the place of every node. The only door to
// yaml-cpp; no exception leaves it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace threeam::scenario {

inline constexpr std::size_t kMaxFileBytes = 1 << 20;
inline constexpr int kMaxDepth = 32;
inline constexpr std::size_t kMaxKeys = 10'000;  // of one mapping

// A place in a text: line and column (in bytes) from 1; line 0 is the file as a whole.
struct Mark {
  int line = 0;
  int column = 0;
};

enum class NodeKind { null, scalar, sequence, mapping };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::null;
  bool plain = false;  // a scalar without quotes: 4.2 is a number, "4.2" is text
  std::string text;    // scalars
  Mark mark;
  std::vector<Node> items;     // sequences
  std::vector<Entry> entries;  // mappings, in file order, keys unique

  const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Mark mark;  // of the key
  Node value;
};

// Something that the text may not contain, by rule id (rules.h).
struct Refusal {
  std::string rule;
  Mark mark;
  std::string message;
};

struct Document {
  Node root;
  std::vector<Refusal> refusals;  // duplicate keys are all reported; the rest ends the reading
  bool readable = false;          // root is what the text says, save for dropped duplicates
};

// The first byte that is not UTF-8 text without control characters.
std::optional<Refusal> check_text(std::string_view text);

// One document: UTF-8, at most kMaxFileBytes and kMaxDepth levels; no anchors, aliases, tags,
// control characters; keys are scalars.
Document parse_yaml(std::string_view text);

// What a message calls it: "`5`", "a list", "nothing".
std::string found(const Node& node);

// Would a YAML 1.2 reader take this unquoted scalar for a number, a boolean or null?
bool is_not_text(std::string_view plain);

}  // namespace threeam::scenario
