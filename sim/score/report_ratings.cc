#include "sim/score/report_ratings.h"

#include <fmt/format.h>

#include "sim/score/html.h"
#include "sim/score/rated_rounds.h"

namespace threeam::score {

std::string ratings_html(const std::vector<Rater>& raters, bool interviewed) {
  if (raters.empty() || !debrief_waits_for(raters, interviewed).empty()) {
    return {};
  }
  std::string html =
      "<h2>Rated by people</h2><p class='soft'>1 to 5 on a written scale, each before seeing "
      "another's; beside the computed score, not part of it.</p><table><tr><th>Dimension</th>";
  for (const Rater& rater : raters) {
    const std::string_view role = to_string(rater.actor);
    html += fmt::format("<th class='n'>{}{}</th>", escape_html(rater.name),
                        rater.name == role ? std::string() : fmt::format(", {}", role));
  }
  html += "<th class='n'>Mean</th><th class='n'>Range</th></tr>";
  for (const std::string_view dimension : kRatedDimensions) {
    html += fmt::format("<tr><td>{}</td>", sentence_case(dimension));
    for (const Rater& rater : raters) {
      const auto points = rater.points(dimension);
      html += fmt::format("<td class='n'>{}</td>",
                          points ? std::to_string(*points) : std::string("not observed"));
    }
    const MeanRating rating = mean_rating(raters, dimension);
    html += rating.mean ? fmt::format("<td class='n'>{:.1f}</td><td class='n'>{} to {}</td></tr>",
                                      *rating.mean, rating.low, rating.high)
                        : "<td class='n'></td><td class='n'></td></tr>";
  }
  return html + "</table>";
}

}  // namespace threeam::score
