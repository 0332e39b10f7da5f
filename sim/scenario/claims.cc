// Claims of a signature: "during > 2 * users.before".
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/scenario/specimen.h"

namespace threeam::scenario {
namespace {

constexpr std::array<std::pair<std::string_view, Take>, 6> kTakes = {{
    {"most", Take::most},
    {"least", Take::least},
    {"first", Take::first},
    {"last", Take::last},
    {"swing", Take::swing},
    {"rises", Take::rises},
}};

using Words = std::vector<std::string_view>;

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) {
      words.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

tl::unexpected<Error> unreadable(std::string_view text) {
  return fail(ErrorCode::invalid_input,
              fmt::format("`{}` is no term; expected 0.05, WINDOW, 2 * WINDOW, most WINDOW or "
                          "SERIES.WINDOW",
                          text));
}

// [NUMBER *] [TAKE] [SERIES.]WINDOW, or NUMBER.
Result<Term> parse_term(const Words& words, std::string_view series) {
  const std::string text = fmt::format("{}", fmt::join(words, " "));
  Term term;
  std::size_t at = 0;
  if (at < words.size()) {
    if (const auto number = parse_number(words[at])) {
      term.factor = *number;
      ++at;
      if (at == words.size()) {
        return term;
      }
      if (words[at] != "*") {
        return unreadable(text);
      }
      ++at;
    }
  }
  if (at + 1 < words.size()) {
    const auto* const take = std::find_if(
        kTakes.begin(), kTakes.end(), [&](const auto& known) { return known.first == words[at]; });
    if (take == kTakes.end()) {
      return unreadable(text);
    }
    term.take = take->second;
    ++at;
  }
  if (at + 1 != words.size()) {
    return unreadable(text);
  }
  const std::size_t dot = words[at].find('.');
  const bool own = dot == std::string_view::npos;
  term.series = own ? series : words[at].substr(0, dot);
  term.window = own ? words[at] : words[at].substr(dot + 1);
  return term;
}

}  // namespace

Result<Claim> parse_claim(std::string_view text, std::string_view series) {
  Claim claim;
  claim.text = text;
  Words left = words_of(text);
  Words right;
  if (left.size() > 2 && left[left.size() - 2] == "is" && left.back() == "missing") {
    claim.relation = Claim::Relation::missing;
    left.resize(left.size() - 2);
  } else {
    const auto sign = std::find_if(left.begin(), left.end(), [](std::string_view word) {
      return word == "<" || word == ">" || word == "~";
    });
    if (sign == left.end()) {
      return fail(ErrorCode::invalid_input,
                  "expected A < B, A > B, A ~ B (within a tenth) or WINDOW is missing");
    }
    claim.relation = *sign == "<"   ? Claim::Relation::below
                     : *sign == ">" ? Claim::Relation::above
                                    : Claim::Relation::about;
    right.assign(sign + 1, left.end());
    left.erase(sign, left.end());
    auto term = parse_term(right, series);
    if (!term) {
      return tl::unexpected(term.error());
    }
    claim.right = std::move(*term);
  }
  auto term = parse_term(left, series);
  if (!term) {
    return tl::unexpected(term.error());
  }
  if (term->window.empty()) {
    return fail(ErrorCode::invalid_input, "the left side is a number; expected a window");
  }
  claim.left = std::move(*term);
  return claim;
}

}  // namespace threeam::scenario
