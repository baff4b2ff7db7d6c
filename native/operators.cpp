// One generic call instead of a thousand exports: libtorch's registry knows every operator with its schema.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include <stdexcept>
#include <vector>

#include "boundary.h"

using c10::IValue;
using saddle::guarded;

namespace {

c10::OperatorHandle& operator_of(saddle_operator op) { return *static_cast<c10::OperatorHandle*>(op); }

bool takes_optional_tensors(const c10::TypePtr& type) {
  auto inner = type;
  if (auto optional = inner->cast<c10::OptionalType>()) inner = optional->getElementType();
  auto list = inner->cast<c10::ListType>();
  return list && list->getElementType()->kind() == c10::TypeKind::OptionalType;
}

IValue tensor_list(const saddle_value& value, const c10::TypePtr& type) {
  auto handles = static_cast<saddle_tensor const*>(value.pointer);
  if (takes_optional_tensors(type)) {
    c10::List<c10::optional<at::Tensor>> list;
    for (int64_t k = 0; k < value.count; k++)
      list.push_back(handles[k] ? c10::optional<at::Tensor>(saddle::tensor(handles[k])) : c10::nullopt);
    return list;
  }
  c10::List<at::Tensor> list;
  for (int64_t k = 0; k < value.count; k++) {
    if (!handles[k]) throw std::invalid_argument("element " + std::to_string(k) + " of a list of tensors is null");
    list.push_back(saddle::tensor(handles[k]));
  }
  return list;
}

IValue to_ivalue(const saddle_value& value, const c10::TypePtr& type) {
  switch (value.tag) {
    case SADDLE_NONE: return IValue();
    case SADDLE_TENSOR: return saddle::tensor(value.pointer);
    case SADDLE_INT: return value.integer;
    case SADDLE_DOUBLE: return value.real;
    case SADDLE_BOOL: return value.integer != 0;
    case SADDLE_INT_LIST: {
      auto items = static_cast<const int64_t*>(value.pointer);
      c10::List<int64_t> list;
      for (int64_t k = 0; k < value.count; k++) list.push_back(items[k]);
      return list;
    }
    case SADDLE_DOUBLE_LIST: {
      auto items = static_cast<const double*>(value.pointer);
      c10::List<double> list;
      for (int64_t k = 0; k < value.count; k++) list.push_back(items[k]);
      return list;
    }
    case SADDLE_BOOL_LIST: {
      auto items = static_cast<const int64_t*>(value.pointer);
      c10::List<bool> list;
      for (int64_t k = 0; k < value.count; k++) list.push_back(items[k] != 0);
      return list;
    }
    case SADDLE_TENSOR_LIST: return tensor_list(value, type);
    case SADDLE_STRING: return std::string(static_cast<const char*>(value.pointer), static_cast<size_t>(value.count));
    case SADDLE_DEVICE:
      return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
    case SADDLE_GENERATOR: return *static_cast<at::Generator*>(value.pointer);
    default: throw std::invalid_argument("unknown argument tag " + std::to_string(value.tag));
  }
}

void to_value(const IValue& source, saddle_value& value) {
  value = saddle_value{SADDLE_NONE, 0, {0}};
  if (source.isTensor()) {
    value.pointer = saddle::handle(source.toTensor());
    value.tag = value.pointer ? SADDLE_TENSOR : SADDLE_NONE;
  } else if (source.isInt()) {
    value.tag = SADDLE_INT;
    value.integer = source.toInt();
  } else if (source.isDouble()) {
    value.tag = SADDLE_DOUBLE;
    value.real = source.toDouble();
  } else if (source.isBool()) {
    value.tag = SADDLE_BOOL;
    value.integer = source.toBool();
  } else if (source.isTensorList()) {
    auto tensors = source.toTensorVector();
    auto handles = new saddle_tensor[tensors.size()];
    for (size_t k = 0; k < tensors.size(); k++) handles[k] = saddle::handle(tensors[k]);
    value.tag = SADDLE_TENSOR_LIST;
    value.count = static_cast<int64_t>(tensors.size());
    value.pointer = handles;
  } else if (!source.isNone()) {
    throw std::invalid_argument("an operator returned a value of kind " + source.tagKind());
  }
}

}  // namespace

int32_t saddle_operator_find(const char* name, const char* overload, saddle_operator* result) noexcept {
  return guarded([&] { *result = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload)); });
}

int32_t saddle_operator_call(saddle_operator op, const saddle_value* arguments, int32_t argument_count, saddle_value* results,
                             int32_t capacity, int32_t* result_count) noexcept {
  return guarded([&] {
    auto& handle = operator_of(op);
    auto& declared = handle.schema().arguments();
    if (static_cast<size_t>(argument_count) > declared.size())
      throw std::invalid_argument("too many arguments for " + handle.schema().name());
    torch::jit::Stack stack;
    stack.reserve(declared.size());
    for (size_t k = 0; k < declared.size(); k++) {
      if (k < static_cast<size_t>(argument_count)) {
        stack.push_back(to_ivalue(arguments[k], declared[k].type()));
      } else if (auto& otherwise = declared[k].default_value()) {
        stack.push_back(*otherwise);
      } else {
        throw std::invalid_argument(handle.schema().name() + " needs a value for " + declared[k].name());
      }
    }
    handle.callBoxed(&stack);
    if (stack.size() > static_cast<size_t>(capacity))
      throw std::invalid_argument(handle.schema().name() + " returned more values than there is room for");
    *result_count = static_cast<int32_t>(stack.size());
    for (size_t k = 0; k < stack.size(); k++) to_value(stack[k], results[k]);
  });
}

void saddle_list_free(saddle_tensor* list) noexcept { delete[] list; }
