// The dashboard, built in: every file of dashboard/dist as it was when the server was built.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/server/http.h"

namespace threeam::server {

struct Asset {
  std::string_view path;  // "/assets/index-a1b2c3.js"
  std::string_view bytes;
  std::string_view gzip;  // the same, compressed
  std::string_view hash;  // SHA-256, hexadecimal
};

// Sorted by path; empty when the dashboard was not built.
std::span<const Asset> embedded_assets();

// "/index.html", or words that say how to build it.
Response index_page(const Request& request);

// A file of the dashboard; 404 when there is none. Files under /assets/ carry their hash in their
// name and never change.
Response asset_file(const Request& request);

// 404, as everything that is not there.
Response not_found();

// The same for people: a page that says what to do.
Response no_such_page();

}  // namespace threeam::server
