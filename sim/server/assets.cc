#include "sim/server/assets.h"

#include <algorithm>

#include "sim/server/describe.h"

namespace threeam::server {
namespace {

constexpr std::string_view kNotBuilt =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>ThreeAM</title>"
    "<h1>The dashboard is not built into this server</h1>"
    "<p>Run <code>scripts/build</code>, then start it again. The interface under <code>/api</code> "
    "works without it.</p></html>";

// The same words for every link that opens nothing, so that none tells which was nearly right.
constexpr std::string_view kNoSuchPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found - ThreeAM</title>"
    "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" "
    "content=\"dark light\"><h1>This link opens nothing</h1>"
    "<p>Links are long and have to be whole. Ask the person who sent it to you to send it again."
    "</p></html>";

const Asset* find_asset(std::string_view path) {
  const auto assets = embedded_assets();
  const auto found = std::lower_bound(
      assets.begin(), assets.end(), path,
      [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
  return found == assets.end() || found->path != path ? nullptr : &*found;
}

std::string_view content_type(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) {
      return type;
    }
  }
  return "application/octet-stream";
}

Response file_response(const Asset& asset, const Request& request) {
  Response response;
  const std::string tag = "\"" + std::string(asset.hash.substr(0, 32)) + "\"";
  response.headers = {
      {"ETag", tag},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control",
       asset.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (request.header("if-none-match") == tag) {
    response.status = 304;
    response.content_type.clear();
    return response;
  }
  response.content_type = std::string(content_type(asset.path));
  const bool zipped = !asset.gzip.empty() &&
                      request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (zipped) {
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  response.body = std::string(zipped ? asset.gzip : asset.bytes);
  return response;
}

}  // namespace

Response not_found() {
  Response response;
  response.status = 404;
  response.body = dump_json(error_json({ErrorCode::not_found, "not found", ""}));
  return response;
}

Response no_such_page() {
  Response response;
  response.status = 404;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::string(kNoSuchPage);
  return response;
}

Response index_page(const Request& request) {
  if (const Asset* asset = find_asset("/index.html"); asset != nullptr) {
    return file_response(*asset, request);
  }
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::string(kNotBuilt);
  return response;
}

Response asset_file(const Request& request) {
  const Asset* asset = find_asset(request.path);
  return asset == nullptr || request.path == "/index.html" ? not_found()
                                                           : file_response(*asset, request);
}

}  // namespace threeam::server
