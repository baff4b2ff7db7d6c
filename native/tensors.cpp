// Tensor handles, autograd and random number generators.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cstring>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "boundary.h"

using saddle::guarded;
using saddle::tensor;

namespace {

std::vector<at::Tensor> tensors(const saddle_tensor* handles, int32_t count) {
  std::vector<at::Tensor> result;
  result.reserve(static_cast<size_t>(count));
  for (int32_t k = 0; k < count; k++) result.push_back(saddle::tensor_or_undefined(handles[k]));
  return result;
}

at::Generator& generator(saddle_generator handle) { return *static_cast<at::Generator*>(handle); }

at::Generator default_generator(int32_t device_type, int32_t device_index) {
  c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
  if (device.is_cuda()) at::globalContext().lazyInitCUDA();
  return at::globalContext().defaultGenerator(device);
}

}  // namespace

int32_t saddle_tensor_from_bytes(const void* data, int64_t byte_count, const int64_t* sizes, int32_t dimensions,
                                 int32_t scalar_type, saddle_tensor* result) noexcept {
  return guarded([&] {
    auto made = at::empty(at::IntArrayRef(sizes, static_cast<size_t>(dimensions)), static_cast<at::ScalarType>(scalar_type));
    if (static_cast<int64_t>(made.nbytes()) != byte_count)
      throw std::invalid_argument("the shape needs " + std::to_string(made.nbytes()) + " bytes, but " +
                                  std::to_string(byte_count) + " were given");
    if (byte_count > 0) std::memcpy(made.data_ptr(), data, static_cast<size_t>(byte_count));
    *result = saddle::handle(std::move(made));
  });
}

void saddle_tensor_free(saddle_tensor handle) noexcept { delete static_cast<at::Tensor*>(handle); }
int32_t saddle_tensor_dimensions(saddle_tensor handle) noexcept { return static_cast<int32_t>(tensor(handle).dim()); }
void saddle_tensor_sizes(saddle_tensor handle, int64_t* sizes) noexcept {
  auto from = tensor(handle).sizes();
  std::copy(from.begin(), from.end(), sizes);
}
int32_t saddle_tensor_strides(saddle_tensor handle, int64_t* strides) noexcept {
  return guarded([&] {
    auto from = tensor(handle).strides();
    std::copy(from.begin(), from.end(), strides);
  });
}
int32_t saddle_tensor_scalar_type(saddle_tensor handle) noexcept { return static_cast<int32_t>(tensor(handle).scalar_type()); }
void saddle_tensor_device(saddle_tensor handle, int32_t* type, int32_t* index) noexcept {
  auto device = tensor(handle).device();
  *type = static_cast<int32_t>(device.type());
  *index = device.index();
}
int32_t saddle_tensor_copy_bytes(saddle_tensor handle, void* destination, int64_t byte_count) noexcept {
  return guarded([&] {
    auto source = tensor(handle).detach().cpu().contiguous();
    if (static_cast<int64_t>(source.nbytes()) != byte_count)
      throw std::invalid_argument("the tensor holds " + std::to_string(source.nbytes()) + " bytes, but there is room for " +
                                  std::to_string(byte_count));
    if (byte_count > 0) std::memcpy(destination, source.data_ptr(), static_cast<size_t>(byte_count));
  });
}

int32_t saddle_set_grad_enabled(int32_t enabled) noexcept {
  bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(enabled != 0);
  return before;
}
int32_t saddle_tensor_requires_grad(saddle_tensor handle) noexcept { return tensor(handle).requires_grad(); }
int32_t saddle_tensor_set_requires_grad(saddle_tensor handle, int32_t value) noexcept {
  return guarded([&] { tensor(handle).set_requires_grad(value != 0); });
}
int32_t saddle_tensor_grad(saddle_tensor handle, saddle_tensor* result) noexcept {
  return guarded([&] { *result = saddle::handle(tensor(handle).grad()); });
}
int32_t saddle_tensor_set_grad(saddle_tensor handle, saddle_tensor grad) noexcept {
  return guarded([&] { tensor(handle).mutable_grad() = saddle::tensor_or_undefined(grad); });
}
int32_t saddle_backward(saddle_tensor handle, saddle_tensor gradient, int32_t retain_graph, int32_t create_graph) noexcept {
  return guarded([&] {
    torch::autograd::backward({tensor(handle)}, {saddle::tensor_or_undefined(gradient)}, retain_graph != 0, create_graph != 0);
  });
}
int32_t saddle_grad(const saddle_tensor* outputs, const saddle_tensor* grad_outputs, int32_t output_count,
                    const saddle_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                    int32_t allow_unused, saddle_tensor* results) noexcept {
  return guarded([&] {
    auto gradients = torch::autograd::grad(tensors(outputs, output_count), tensors(inputs, input_count),
                                           grad_outputs ? tensors(grad_outputs, output_count) : std::vector<at::Tensor>(),
                                           retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t k = 0; k < gradients.size(); k++) results[k] = saddle::handle(gradients[k]);
  });
}

int32_t saddle_generator_new(int32_t device_type, int32_t device_index, uint64_t seed, saddle_generator* result) noexcept {
  return guarded([&] {
    // libtorch 1.13 never frees a cloned generator, so on the processor it is made afresh.
    if (device_type == static_cast<int32_t>(c10::DeviceType::CPU)) {
      *result = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    auto made = default_generator(device_type, device_index).clone();
    made.set_current_seed(seed);
    *result = new at::Generator(std::move(made));
  });
}
int32_t saddle_generator_default(int32_t device_type, int32_t device_index, saddle_generator* result) noexcept {
  return guarded([&] { *result = new at::Generator(default_generator(device_type, device_index)); });
}
void saddle_generator_free(saddle_generator handle) noexcept { delete static_cast<at::Generator*>(handle); }
int32_t saddle_generator_seed(saddle_generator handle, uint64_t seed) noexcept {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    generator(handle).set_current_seed(seed);
  });
}
int32_t saddle_generator_get_state(saddle_generator handle, saddle_tensor* result) noexcept {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    *result = saddle::handle(generator(handle).get_state());
  });
}
int32_t saddle_generator_set_state(saddle_generator handle, saddle_tensor state) noexcept {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(handle).mutex());
    generator(handle).set_state(tensor(state));
  });
}
