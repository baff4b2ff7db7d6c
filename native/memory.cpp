// Memory on the processor. A training step asks for the same large buffers again and again. glibc either gives freed ones
// back to the system, which clears their pages anew each time and may take as long as the step's own work, or keeps them in a
// heap of which a third is soon holes. Here freed blocks wait for a request of their size. When none fits, their pages move into
// the new block as they are, so that what waits and what is in use are together never more than was once in use at the same time.
#ifdef __linux__
#include <c10/core/CPUAllocator.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "boundary.h"

namespace {

// Blocks are so many units, of the size of a huge page where the system has such: those move at once.
constexpr size_t unit = size_t{1} << 21;

// Smaller tensors are malloc's.
constexpr size_t least = size_t{1} << 20;

// Address space that begins at a multiple of the unit, its pages still to come; null if there is none left.
char* reserve(size_t units, size_t whole_units) noexcept {
  const size_t bytes = units * unit;
  void* mapped = mmap(nullptr, bytes + unit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  char* const all = static_cast<char*>(mapped);
  const size_t before = -reinterpret_cast<uintptr_t>(all) % unit;
  if (before > 0) munmap(all, before);
  munmap(all + before + bytes, unit - before);
  // Only advice: a system without huge pages does without.
  if (whole_units > 0) madvise(all + before, whole_units * unit, MADV_HUGEPAGE);
  return all + before;
}

class Pool {
 public:
  // A block of at least so many bytes, or null.
  char* take(size_t bytes) {
    const size_t units = (bytes + unit - 1) / unit;
    const std::lock_guard<std::mutex> lock(mutex_);
    const size_t most = std::max(most_, in_use_ + units);
    char* block;
    if (const auto found = idle_.find(units); found != idle_.end()) {
      block = found->second;
      idle_.erase(found);
      waiting_ -= units;
    } else {
      block = reserve(units, bytes / unit);
      if (!block) return nullptr;
      // No more than the block has, for before it there were not too many.
      const size_t together = in_use_ + waiting_ + units;
      if (together > most) move_idle(together - most, block);
    }
    used_.emplace(block, units);
    in_use_ += units;
    most_ = most;
    return block;
  }

  // Whether the block is one of these; it then waits for its next use.
  bool put_back(char* block) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = used_.find(block);
    if (found == used_.end()) return false;
    idle_.emplace(found->second, block);
    waiting_ += found->second;
    in_use_ -= found->second;
    used_.erase(found);
    return true;
  }

  // Gives what waits back to the system, and forgets how much there once was.
  void release() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [units, block] : idle_) munmap(block, units * unit);
    idle_.clear();
    waiting_ = 0;
    most_ = in_use_;
  }

  // The bytes of the blocks in use, and of those that wait.
  std::pair<size_t, size_t> bytes() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return {in_use_ * unit, waiting_ * unit};
  }

 private:
  // Moves the pages of so many idle units to a new block, from the end of the largest.
  void move_idle(size_t units, char* to) {
    for (waiting_ -= units; units > 0;) {
      const auto largest = std::prev(idle_.end());
      size_t size = largest->first;
      char* const from = largest->second;
      idle_.erase(largest);
      for (; size > 0 && units > 0; --size, --units, to += unit) {
        char* const last = from + (size - 1) * unit;
        if (mremap(last, unit, unit, MREMAP_MAYMOVE | MREMAP_FIXED, to) != MAP_FAILED) continue;
        // What cannot be moved is given back, and the system's own pages fill the place, which the attempt may have emptied.
        munmap(last, unit);
        mmap(to, unit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      }
      if (size > 0) idle_.emplace(size, from);
    }
  }

  std::mutex mutex_;
  std::unordered_map<char*, size_t> used_;  // blocks and their units
  std::multimap<size_t, char*> idle_;       // by their units
  size_t in_use_ = 0, waiting_ = 0, most_ = 0;
};

// Never destroyed: tensors may outlive every static object.
Pool& pool() {
  static Pool* const one = new Pool;
  return *one;
}

void put_back(void* block) {
  if (block && !pool().put_back(static_cast<char*>(block))) c10::GetDefaultCPUAllocator()->raw_deleter()(block);
}

// Later versions of libtorch declare allocate without const, and copy_data; so nothing says override here.
struct PoolAllocator final : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) const {
    // Where there is no memory left, the default allocator says so.
    char* const block = bytes >= least ? pool().take(bytes) : nullptr;
    if (!block) return c10::GetDefaultCPUAllocator()->allocate(bytes);
    return {block, block, &put_back, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DataPtr allocate(size_t bytes) { return static_cast<const PoolAllocator&>(*this).allocate(bytes); }
  c10::DeleterFnPtr raw_deleter() const { return &put_back; }
  void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }
};

const PoolAllocator* installed = nullptr;

}  // namespace

int32_t saddle_use_memory_pool(void) noexcept {
  return saddle::guarded([] {
    if (installed) return;
    auto* const allocator = new PoolAllocator;
    c10::SetCPUAllocator(allocator, 1);
    installed = allocator;
  });
}

int32_t saddle_has_memory_pool(void) noexcept { return installed && c10::GetCPUAllocator() == installed; }

int32_t saddle_release_memory(void) noexcept {
  return saddle::guarded([] {
    pool().release();
#ifdef __GLIBC__
    malloc_trim(0);
#endif
  });
}

void saddle_pool_bytes(int64_t* in_use, int64_t* waiting) noexcept {
  const auto [used, idle] = pool().bytes();
  *in_use = static_cast<int64_t>(used);
  *waiting = static_cast<int64_t>(idle);
}
#else
#include "saddle.h"

int32_t saddle_use_memory_pool(void) noexcept { return 0; }
int32_t saddle_has_memory_pool(void) noexcept { return 0; }
int32_t saddle_release_memory(void) noexcept { return 0; }

void saddle_pool_bytes(int64_t* in_use, int64_t* waiting) noexcept { *in_use = *waiting = 0; }
#endif
