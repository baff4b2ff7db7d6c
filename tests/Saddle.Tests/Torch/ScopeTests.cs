namespace Saddle.Tests.Torch;

public sealed class ScopeTests
{
    [Fact]
    public void A_scope_owns_what_is_made_inside_and_frees_it()
    {
        Tensor inside;
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            inside = torch.zeros([2]);
            _ = inside + 1;
            Assert.Equal(2, scope.Count);
            Assert.Same(scope, DisposeScope.Current);
        }
        Assert.Null(DisposeScope.Current);
        Assert.Throws<ObjectDisposedException>(() => inside + 1);
        Assert.Equal("disposed tensor", inside.ToString());
    }

    [Fact]
    public void Nested_scopes_own_their_own_tensors()
    {
        using DisposeScope outer = torch.NewDisposeScope();
        Tensor first = torch.zeros([2]);
        using (DisposeScope inner = torch.NewDisposeScope())
        {
            _ = torch.zeros([2]);
            Assert.Equal((1, 1), (outer.Count, inner.Count));
        }
        Assert.Equal(1, outer.Count);
        Assert.Equal([0f, 0f], first.ToArray<float>());
    }

    [Fact]
    public void A_tensor_moved_out_belongs_to_the_scope_around()
    {
        using DisposeScope outer = torch.NewDisposeScope();
        Tensor moved, other;
        using (DisposeScope inner = torch.NewDisposeScope())
        {
            moved = inner.MoveToOuter(torch.ones([2]));
            other = inner.MoveToOuter(torch.ones([3]));
            Assert.Equal((2, 0), (outer.Count, inner.Count));
        }
        Assert.Equal([1f, 1f], moved.ToArray<float>());
        Assert.Equal(3, other.numel());
    }

    [Fact]
    public void A_detached_tensor_lives_until_it_is_disposed()
    {
        Tensor detached, moved;
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            detached = torch.ones([2]).DetachFromScope();
            moved = scope.MoveToOuter(torch.ones([2]));
            Assert.Equal(0, scope.Count);
        }
        Assert.Equal([1f, 1f], detached.ToArray<float>());
        Assert.Equal([1f, 1f], moved.ToArray<float>());
        detached.Dispose();
        moved.Dispose();
        Assert.Throws<ObjectDisposedException>(() => detached.dtype);
        Assert.Throws<ObjectDisposedException>(() => moved.DetachFromScope());
    }

    [Fact]
    public void A_tensor_disposed_early_leaves_its_scope()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor tensor = torch.zeros([2]);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Equal(0, scope.Count);
    }

    [Fact]
    public void Scopes_that_end_out_of_order_are_an_error_and_stay_open()
    {
        DisposeScope outer = torch.NewDisposeScope();
        DisposeScope inner = torch.NewDisposeScope();
        Assert.Throws<InvalidOperationException>(outer.Dispose);
        Assert.Same(inner, DisposeScope.Current);
        inner.Dispose();
        inner.Dispose();
        outer.Dispose();
        Assert.Null(DisposeScope.Current);
    }

    [Fact]
    public void Another_thread_has_scopes_of_its_own()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        DisposeScope? seen = scope;
        var thread = new Thread(() =>
        {
            seen = DisposeScope.Current;
            torch.zeros([2]).Dispose();
        });
        thread.Start();
        thread.Join();
        Assert.Null(seen);
        Assert.Equal(0, scope.Count);
    }

    [Fact]
    public void A_view_keeps_the_memory_of_a_disposed_tensor()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor whole = torch.arange(0, 6);
        Tensor part = whole.narrow(0, 2, 2);
        whole.Dispose();
        Assert.Equal([2f, 3f], part.ToArray<float>());
    }

    [Fact]
    public void Every_use_after_disposal_is_an_ObjectDisposedException()
    {
        Tensor tensor = torch.ones([2]);
        using Tensor alive = torch.ones([2]);
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.add(alive));
        Assert.Throws<ObjectDisposedException>(() => alive.add(tensor));
        Assert.Throws<ObjectDisposedException>(() => torch.cat([alive, tensor]));
        Assert.Throws<ObjectDisposedException>(() => alive.add_(tensor));
        Assert.Throws<ObjectDisposedException>(() => tensor.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => tensor.requires_grad);
        Assert.Throws<ObjectDisposedException>(() => tensor.backward());
        Assert.Throws<ObjectDisposedException>(() => torch.grad([tensor], [alive]));
        Assert.Throws<ObjectDisposedException>(() => tensor.stride());
    }
}
