// Reader: lists, mappings, and shapes that depend on a key.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/reader.h"

namespace threeam::scenario {
namespace {

std::vector<std::string> keys_of(const std::vector<Form>& forms) {
  std::vector<std::string> keys;
  keys.reserve(forms.size());
  for (const Form& form : forms) {
    keys.emplace_back(form.key.name);
  }
  return keys;
}

const Form* find_form(const std::vector<Form>& forms, std::string_view key) {
  const auto at =
      std::find_if(forms.begin(), forms.end(), [&](const Form& f) { return f.key.name == key; });
  return at == forms.end() ? nullptr : &*at;
}

}  // namespace

// ---- lists of scalars -----------------------------------------------------------------------

void Reader::texts(Key key, std::vector<std::string>& out) {
  if (const Node* list = take_sequence(key)) {
    out.clear();
    for (const Node& item : list->items) {
      if (auto value = as_text(item)) {
        note(fmt::format("{}/{}", key.name, out.size()), item.mark);
        out.push_back(std::move(*value));
      }
    }
  }
}

void Reader::integers(Key key, std::vector<int>& out, Range<int> range) {
  if (const Node* list = take_sequence(key)) {
    out.clear();
    for (const Node& item : list->items) {
      if (auto value = as_integer(item, range.least, range.most)) {
        out.push_back(static_cast<int>(*value));
      }
    }
  }
}

void Reader::words(Key key, std::vector<std::string>& out,
                   const std::vector<std::string_view>& words) {
  if (const Node* list = take_sequence(key)) {
    out.clear();
    for (const Node& item : list->items) {
      if (auto index = as_word(item, words)) {
        out.emplace_back(words[static_cast<std::size_t>(*index)]);
      }
    }
  }
}

void Reader::defines(Key key, Kind kind, std::vector<std::string>& out) {
  if (const Node* list = take_sequence(key)) {
    out.clear();
    for (const Node& item : list->items) {
      if (auto value = as_text(item)) {
        reading_.names.define(kind, "", *value, place(item.mark), reading_.report);
        out.push_back(std::move(*value));
      }
    }
  }
}

void Reader::refers(Key key, Kind kind, std::vector<std::string>& out, const std::string& scope) {
  if (const Node* list = take_sequence(key)) {
    out.clear();
    for (const Node& item : list->items) {
      if (auto value = as_text(item)) {
        reading_.names.refer(kind, scope, *value, place(item.mark));
        out.push_back(std::move(*value));
      }
    }
  }
}

// ---- mappings to scalars --------------------------------------------------------------------

void Reader::labels(Key key, Labels& out) {
  if (const Node* mapping = take_mapping(key)) {
    for (const Entry& entry : mapping->entries) {
      current_ = entry.key;
      if (auto value = as_text(entry.value)) {
        note(fmt::format("{}/{}", key.name, entry.key), entry.mark);
        out[entry.key] = std::move(*value);
      }
    }
  }
}

void Reader::integers_by_region(Key key, std::map<std::string, int>& out, Range<int> range) {
  if (const Node* mapping = take_mapping(key)) {
    for (const Entry& entry : mapping->entries) {
      current_ = entry.key;
      reading_.names.refer(Kind::region, "", entry.key, place(entry.mark));
      if (auto value = as_integer(entry.value, range.least, range.most)) {
        out[entry.key] = static_cast<int>(*value);
      }
    }
  }
}

void Reader::rates_by_region(Key key, std::map<std::string, double>& out) {
  if (const Node* mapping = take_mapping(key)) {
    for (const Entry& entry : mapping->entries) {
      current_ = entry.key;
      reading_.names.refer(Kind::region, "", entry.key, place(entry.mark));
      if (auto value = as_rate(entry.value)) {
        note(fmt::format("{}/{}", key.name, entry.key), entry.mark);
        out[entry.key] = *value;
      }
    }
  }
}

// ---- nested mappings ------------------------------------------------------------------------

void Reader::object(Key key, std::string_view noun, const ReadFields& read) {
  if (const Node* mapping = take_mapping(key)) {
    read_mapping(reading_, *mapping, noun, path_of(key.name), read);
  }
}

void Reader::list(Key key, std::string_view noun, const ReadFields& read) {
  if (const Node* list = take_sequence(key)) {
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      read_mapping(reading_, list->items[i], noun, fmt::format("{}/{}", path_of(key.name), i),
                   read);
    }
  }
}

void Reader::map(Key key, std::string_view noun, Kind kind, const std::string& scope,
                 const ReadNamed& read) {
  if (const Node* mapping = take_mapping(key)) {
    for (const Entry& entry : mapping->entries) {
      reading_.names.define(kind, scope, entry.key, place(entry.mark), reading_.report);
      const std::string path = fmt::format("{}/{}", path_of(key.name), entry.key);
      reading_.places.emplace(path, place(entry.mark));
      read_mapping(reading_, entry.value, fmt::format("{} (`{}`)", noun, entry.key), path,
                   [&](Fields& in) { read(in, entry.key); });
    }
  }
}

void Reader::lists(Key key, std::string_view noun, Kind kind, const ReadNamed& read) {
  if (const Node* mapping = take_mapping(key)) {
    for (const Entry& entry : mapping->entries) {
      reading_.names.define(kind, "", entry.key, place(entry.mark), reading_.report);
      Reader inner(reading_, *mapping, noun, path_of(key.name));
      read(inner, entry.key);
    }
  }
}

// ---- shapes that depend on a key ------------------------------------------------------------

void Reader::short_or_object(Key key, const ReadFields& read_short, std::string_view noun,
                             const ReadFields& read) {
  const Entry* entry = node_.find(key.name);
  if (entry != nullptr && entry->value.kind == NodeKind::mapping) {
    object(key, noun, read);
  } else {
    read_short(*this);
  }
}

void Reader::by_first_key(const std::vector<Form>& forms) {
  if (node_.entries.empty()) {
    report("missing-key", node_.mark,
           fmt::format("{} begins with {}", noun_, any_of(keys_of(forms))));
    return;
  }
  const Entry& first = node_.entries.front();
  if (const Form* form = find_form(forms, first.key)) {
    noun_ = fmt::format("{} `{}`", noun_, first.key);
    form->read(*this);
    return;
  }
  unknown_form_ = true;
  const std::string nearest = did_you_mean(first.key, keys_of(forms));
  report("unknown-key", first.mark,
         fmt::format("{} cannot begin with `{}`{}", noun_, first.key,
                     nearest.empty() ? "; expected " + any_of(keys_of(forms)) : nearest));
}

std::string Reader::by_word(Key key, const std::vector<Form>& forms) {
  const Node* node = take_scalar(key, "a word");
  const Form* form = node == nullptr ? nullptr : find_form(forms, node->text);
  if (form == nullptr) {
    unknown_form_ = true;
    if (node != nullptr) {
      const std::string nearest = did_you_mean(node->text, keys_of(forms));
      report("unknown-word", node->mark,
             fmt::format("`{}` cannot be `{}`{}", key.name, node->text,
                         nearest.empty() ? "; expected " + any_of(keys_of(forms)) : nearest));
    }
    return "";
  }
  noun_ = fmt::format("`{}: {}`", key.name, node->text);
  form->read(*this);
  return node->text;
}

void Reader::exactly_one(const std::vector<Form>& forms) {
  const Form* chosen = nullptr;
  for (const Entry& entry : node_.entries) {
    const Form* form = find_form(forms, entry.key);
    if (form == nullptr) {
      continue;
    }
    if (chosen != nullptr) {
      known_.push_back(entry.key);
      report("too-many-keys", entry.mark,
             fmt::format("{} has `{}` already; expected only one of {}", noun_, chosen->key.name,
                         any_of(keys_of(forms))));
      continue;
    }
    chosen = form;
    form->read(*this);
  }
  if (chosen == nullptr) {
    for (const std::string& key : keys_of(forms)) {
      known_.push_back(key);
    }
    report("missing-key", node_.mark,
           fmt::format("{} needs one of {}", noun_, any_of(keys_of(forms))));
  }
}

}  // namespace threeam::scenario
