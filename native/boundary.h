// What every export shares: the thread's last message, and a wrapper that lets nothing escape across the C boundary.
#pragma once
#include <ATen/ATen.h>

#include <exception>
#include <new>
#include <string>

#include "saddle.h"

namespace saddle {

inline thread_local std::string last_error;

// Runs `body`; whatever it throws becomes a message and the status 1.
template <class Body>
int32_t guarded(Body&& body) noexcept {
  try {
    try {
      body();
      return 0;
    } catch (const c10::Error& error) {
      last_error = error.what_without_backtrace();
    } catch (const std::bad_alloc&) {
      last_error = "out of memory";
    } catch (const std::exception& error) {
      last_error = error.what();
    } catch (...) {
      last_error = "an unknown native exception";
    }
  } catch (...) {
    // Not even the message could be stored.
  }
  return 1;
}

inline at::Tensor& tensor(saddle_tensor handle) { return *static_cast<at::Tensor*>(handle); }
inline at::Tensor tensor_or_undefined(saddle_tensor handle) { return handle ? tensor(handle) : at::Tensor(); }
inline saddle_tensor handle(at::Tensor value) { return value.defined() ? new at::Tensor(std::move(value)) : nullptr; }

}  // namespace saddle
