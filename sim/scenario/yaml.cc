#include "sim/scenario/yaml.h"

#include <algorithm>
#include <exception>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace threeam::scenario {
namespace {

// Thrown through yaml-cpp's parser by the handler below, caught in parse_yaml.
struct Refused {
  Refusal refusal;
};

Mark from_yaml(const YAML::Mark& mark) {
  return mark.is_null() ? Mark{1, 1} : Mark{mark.line + 1, mark.column + 1};
}

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Document& document) : document_(document) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add({NodeKind::null, true, "", from_yaml(mark), {}, {}});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse("alias", mark, "aliases are not allowed; write the value again");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    if (tag != "?" && tag != "!") {
      refuse_tag(mark, tag);
    }
    add({NodeKind::scalar, tag == "?", value, from_yaml(mark), {}, {}});
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(NodeKind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(NodeKind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  // A collection being read; in a mapping, `key` is the one whose value comes next.
  struct Level {
    Node node;
    bool has_key = false;
    std::string key;
    Mark key_mark;
    std::set<std::string> keys = {};
  };

  [[noreturn]] static void refuse(std::string rule, const YAML::Mark& mark, std::string message) {
    throw Refused{{std::move(rule), from_yaml(mark), std::move(message)}};
  }

  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) {
      refuse("alias", mark, "anchors are not allowed; write the value where it is needed");
    }
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    refuse("syntax", mark, fmt::format("tags such as `{}` are not allowed", tag));
  }

  void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    if (!tag.empty() && tag != "?") {
      refuse_tag(mark, tag);
    }
    if (levels_.size() >= static_cast<std::size_t>(kMaxDepth)) {
      refuse("too-deep", mark, fmt::format("nested deeper than {} levels", kMaxDepth));
    }
    if (!levels_.empty() && levels_.back().node.kind == NodeKind::mapping &&
        !levels_.back().has_key) {
      refuse("syntax", mark, "a key must be a word, not a list or a mapping");
    }
    Level level;
    level.node.kind = kind;
    level.node.mark = from_yaml(mark);
    levels_.push_back(std::move(level));
  }

  void close() {
    Node node = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (levels_.empty()) {
      document_.root = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == NodeKind::sequence) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      level.has_key = true;
      level.key = std::move(node.text);
      level.key_mark = node.mark;
    } else {
      level.has_key = false;
      add_entry(level, std::move(node));
    }
  }

  void add_entry(Level& level, Node value) {
    if (!level.keys.insert(level.key).second) {
      const Entry* first = level.node.find(level.key);
      document_.refusals.push_back(
          {"duplicate-key", level.key_mark,
           fmt::format("`{}` is already given in line {}", level.key, first->mark.line)});
      return;
    }
    if (level.node.entries.size() >= kMaxKeys) {
      throw Refused{{"too-large", level.key_mark, fmt::format("more than {} keys", kMaxKeys)}};
    }
    level.node.entries.push_back({level.key, level.key_mark, std::move(value)});
  }

  Document& document_;
  std::vector<Level> levels_;
};

// Length of the UTF-8 sequence that starts at `at`, or 0 (RFC 3629, section 4).
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto in = [&](std::size_t i, unsigned low, unsigned high) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return in(at + 1, 0x80, 0xBF) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return in(at + 1, low, high) && in(at + 2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return in(at + 1, low, high) && in(at + 2, 0x80, 0xBF) && in(at + 3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

void parse_events(std::string_view text, Document& document) {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  TreeBuilder builder(document);
  if (!parser.HandleNextDocument(builder)) {
    document.refusals.push_back({"syntax", {1, 1}, "the file is empty"});
    return;
  }
  Document second;
  TreeBuilder rest(second);
  if (parser.HandleNextDocument(rest)) {
    document.refusals.push_back(
        {"syntax", second.root.mark, "a second document begins here; expected only one"});
    return;
  }
  document.readable = true;
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  const auto at =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return at == entries.end() ? nullptr : &*at;
}

std::optional<Refusal> check_text(std::string_view text) {
  Mark mark{1, 1};
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = utf8_length(text, at);
    const bool control = (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
    if (length == 0 || control) {
      return Refusal{"not-utf8", mark,
                     fmt::format("byte 0x{:02x} is not {}", static_cast<unsigned char>(c),
                                 control ? "allowed in text" : "UTF-8; save the file as UTF-8")};
    }
    at += length;
    mark = c == '\n' ? Mark{mark.line + 1, 1}
                     : Mark{mark.line, mark.column + static_cast<int>(length)};
  }
  return std::nullopt;
}

Document parse_yaml(std::string_view text) {
  Document document;
  if (text.size() > kMaxFileBytes) {
    document.refusals.push_back(
        {"too-large", {}, fmt::format("larger than {} bytes", kMaxFileBytes)});
    return document;
  }
  if (auto refusal = check_text(text)) {
    document.refusals.push_back(std::move(*refusal));
    return document;
  }
  try {
    parse_events(text, document);
  } catch (const Refused& refused) {
    document.refusals.push_back(refused.refusal);
  } catch (const YAML::Exception& error) {
    document.refusals.push_back({"syntax", from_yaml(error.mark), error.msg});
  } catch (const std::exception& error) {
    document.refusals.push_back({"syntax", {1, 1}, error.what()});
  }
  return document;
}

std::string found(const Node& node) {
  constexpr std::size_t kShown = 40;
  switch (node.kind) {
    case NodeKind::null:
      return "nothing";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::mapping:
      return "a mapping";
    case NodeKind::scalar:
      break;
  }
  if (node.text.size() <= kShown) {
    return "`" + node.text + "`";
  }
  std::size_t cut = kShown;
  while (cut > 0 && (static_cast<unsigned char>(node.text[cut]) & 0xC0U) == 0x80U) {
    --cut;  // not inside a UTF-8 sequence
  }
  return "`" + node.text.substr(0, cut) + "...`";
}

bool is_not_text(std::string_view plain) {
  if (plain == "true" || plain == "false" || plain == "null" || plain == "~" || plain.empty()) {
    return true;
  }
  std::string_view rest = plain;
  if (rest.front() == '+' || rest.front() == '-') {
    rest.remove_prefix(1);
  }
  if (rest == ".inf" || rest == ".Inf" || rest == ".nan" || rest == ".NaN" ||
      rest.starts_with("0x") || rest.starts_with("0o")) {
    return true;
  }
  const auto digits = [&rest] {
    std::size_t count = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
      rest.remove_prefix(1);
      ++count;
    }
    return count;
  };
  std::size_t mantissa = digits();
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    mantissa += digits();
  }
  if (mantissa > 0 && !rest.empty() && (rest.front() == 'e' || rest.front() == 'E')) {
    rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
      rest.remove_prefix(1);
    }
    return digits() > 0 && rest.empty();
  }
  return mantissa > 0 && rest.empty();
}

}  // namespace threeam::scenario
