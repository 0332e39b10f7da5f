// An arena in chunks that copies share until one of them writes: copying a world whose queues hold
// a hundred thousand messages costs what changes, not what is there.
//
// A copy may be made and used on another thread while this one is written to.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace threeam::engine {

template <class Element>
class Chunks {
 public:
  using value_type = Element;

  std::size_t size() const { return size_; }
  const Element& operator[](std::size_t i) const { return chunks_[i / kEach]->elements[i % kEach]; }
  // For writing: from here on the chunk is this arena's own. The reference holds until the arena is
  // copied.
  Element& operator[](std::size_t i) { return chunks_[i / kEach].own().elements[i % kEach]; }
  void emplace_back() {
    if (size_ == chunks_.size() * kEach) {
      chunks_.emplace_back();
    }
    (*this)[size_++] = Element{};
  }

  // The elements in order, chunk by chunk.
  std::size_t spans() const { return chunks_.size(); }
  std::span<const Element> span(std::size_t chunk) const {
    return {chunks_[chunk]->elements.data(), std::min(kEach, size_ - chunk * kEach)};
  }

  // What this arena holds and `other` does not share with it.
  std::size_t bytes_beyond(const Chunks& other) const {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      const bool shared = i < other.chunks_.size() && chunks_[i].same(other.chunks_[i]);
      bytes += shared ? 0 : sizeof(Chunk);
    }
    return bytes;
  }

 private:
  static constexpr std::size_t kEach = 256;

  struct Chunk {
    std::array<Element, kEach> elements{};
    std::atomic<std::uint32_t> owners{1};
  };

  // One owner's hold on a chunk.
  class Held {
   public:
    Held() : chunk_(new Chunk) {}
    Held(const Held& other) : chunk_(other.chunk_) {
      chunk_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    Held(Held&& other) noexcept : chunk_(std::exchange(other.chunk_, nullptr)) {}
    Held& operator=(Held other) noexcept {
      std::swap(chunk_, other.chunk_);
      return *this;
    }
    ~Held() {
      if (chunk_ != nullptr && chunk_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete chunk_;
      }
    }
    const Chunk* operator->() const { return chunk_; }
    bool same(const Held& other) const { return chunk_ == other.chunk_; }
    Chunk& own() {
      if (chunk_->owners.load(std::memory_order_acquire) != 1) {
        Held copy;
        copy.chunk_->elements = chunk_->elements;
        std::swap(chunk_, copy.chunk_);
      }
      return *chunk_;
    }

   private:
    Chunk* chunk_;
  };

  std::vector<Held> chunks_;
  std::size_t size_ = 0;
};

}  // namespace threeam::engine
