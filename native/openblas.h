// OpenBLAS has a pool of threads of its own, beside libtorch's.
#pragma once
#include <dlfcn.h>

namespace saddle::openblas {

// Whether libtorch has loaded it, and not another library.
inline bool is_loaded() { return dlsym(RTLD_DEFAULT, "openblas_get_config"); }

// Its functions; null where it is not loaded.
inline auto getter() {
  static const auto function = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
  return function;
}

inline auto setter() {
  static const auto function = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
  return function;
}

inline void set_threads(int threads) {
  if (setter()) setter()(threads);
}

// As long as it lives, whoever calls OpenBLAS computes alone: for loops that libtorch's threads share, which would fight with
// OpenBLAS's.
class Alone {
 public:
  Alone() : before_(getter() ? getter()() : 0) {
    if (before_ > 1) set_threads(1);
  }
  ~Alone() {
    if (before_ > 1) set_threads(before_);
  }
  Alone(const Alone&) = delete;
  Alone& operator=(const Alone&) = delete;

 private:
  const int before_;
};

}  // namespace saddle::openblas
