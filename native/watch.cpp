// Which operators run: those that C# calls, those that these call, and those of backward passes. Tests hold a training step to
// what it promises by them: that it reads nothing from the device, and that what it calls is deterministic there.
#include <ATen/record_function.h>

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "boundary.h"

using saddle::guarded;

namespace {

std::mutex gate;
std::set<std::string> seen;
at::CallbackHandle watching = 0;
// The operators that the thread is within, the outermost first.
thread_local std::vector<std::string> within;

std::string name_of(const at::RecordFunction& call) {
  const auto op = call.operator_name();
  if (!op) return call.name();
  return op->overload_name.empty() ? op->name : op->name + "." + op->overload_name;
}

// What a callback throws, libtorch prints as a warning: only memory could be wanting, and a name that is lost with it.
std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& call) {
  within.push_back(name_of(call));
  std::string path;
  for (const std::string& name : within) path += (path.empty() ? "" : " > ") + name;
  const std::lock_guard<std::mutex> lock(gate);
  seen.insert(std::move(path));
  return nullptr;
}

void end(const at::RecordFunction&, at::ObserverContext*) {
  if (!within.empty()) within.pop_back();
}

}  // namespace

int32_t saddle_watch_operators(int32_t on) noexcept {
  return guarded([&] {
    const std::lock_guard<std::mutex> lock(gate);
    if (on && !watching) {
      watching = at::addGlobalCallback(at::RecordFunctionCallback(begin, end));
    } else if (!on && watching) {
      at::removeCallback(watching);
      watching = 0;
    }
  });
}

int32_t saddle_watched_operators(const char** paths) noexcept {
  return guarded([&] {
    static std::string text;
    const std::lock_guard<std::mutex> lock(gate);
    text.clear();
    for (const std::string& path : seen) text += path + "\n";
    seen.clear();
    *paths = text.c_str();
  });
}
