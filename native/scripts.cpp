// TorchScript modules: networks that were saved elsewhere, to be run as they are.
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <stdexcept>
#include <vector>

#include "boundary.h"

using saddle::guarded;
using torch::jit::Module;

namespace {

Module& script(saddle_script handle) { return *static_cast<Module*>(handle); }

// What `forward` returns: one tensor, or a tuple of them.
std::vector<at::Tensor> tensors_of(const c10::IValue& value) {
  if (value.isTensor()) return {value.toTensor()};
  if (value.isTensorList()) return value.toTensorVector();
  std::vector<at::Tensor> tensors;
  if (value.isTuple())
    for (auto& element : value.toTupleRef().elements())
      if (element.isTensor()) tensors.push_back(element.toTensor());
  if (tensors.empty()) throw std::invalid_argument("its forward returns " + value.tagKind() + " where tensors were expected");
  return tensors;
}

void give(const std::vector<at::Tensor>& tensors, saddle_tensor* results, int32_t capacity, int32_t* count) {
  if (tensors.size() > static_cast<size_t>(capacity))
    throw std::invalid_argument("it returns more tensors than there is room for");
  for (size_t k = 0; k < tensors.size(); k++) results[k] = saddle::handle(tensors[k]);
  *count = static_cast<int32_t>(tensors.size());
}

}  // namespace

int32_t saddle_script_load(const char* path, int32_t device_type, int32_t device_index, saddle_script* result) noexcept {
  return guarded([&] {
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    auto module = torch::jit::load(path, device);
    module.eval();
    *result = new Module(std::move(module));
  });
}

void saddle_script_free(saddle_script handle) noexcept { delete static_cast<Module*>(handle); }

int32_t saddle_script_forward(saddle_script handle, saddle_tensor input, const char* flag, saddle_tensor* results,
                              int32_t capacity, int32_t* count) noexcept {
  return guarded([&] {
    auto method = script(handle).get_method("forward");
    torch::jit::Kwargs named;
    for (auto& argument : method.function().getSchema().arguments())
      if (argument.name() == flag) named.emplace(flag, true);
    give(tensors_of(method({saddle::tensor(input)}, named)), results, capacity, count);
  });
}

int32_t saddle_script_parameter(saddle_script handle, const int64_t* sizes, int32_t dimensions, saddle_tensor* result) noexcept {
  return guarded([&] {
    *result = nullptr;
    at::IntArrayRef wanted(sizes, static_cast<size_t>(dimensions));
    for (const auto& parameter : script(handle).parameters())
      if (parameter.sizes() == wanted) *result = saddle::handle(parameter.detach());
  });
}
