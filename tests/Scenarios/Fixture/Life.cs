using System.Reflection;

namespace LeadSail.Fixture;

/// <summary>
/// Whether a process lives. One that was killed inside the test's own process still runs for a while; what it has to do with the world
/// goes through ties to its life, and once that is over nothing it asks is heard or answered.
/// </summary>
public sealed class Life
{
    private volatile bool isOver;

    public bool IsOver => isOver;

    public void End() => isOver = true;

    /// <summary>Something outside the process, as long as the process lives.</summary>
    public T Tie<T>(T outside) where T : class
    {
        var tied = DispatchProxy.Create<T, Tied>();
        ((Tied)(object)tied).Bind(this, outside);
        return tied;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it
    internal class Tied : DispatchProxy
#pragma warning restore CA1852
    {
        private Life life = null!;
        private object outside = null!;

        public void Bind(Life life, object outside) => (this.life, this.outside) = (life, outside);

        protected override object? Invoke(MethodInfo? method, object?[]? args) =>
            life.IsOver && method!.ReturnType.IsAssignableTo(typeof(Task)) ? Never(method.ReturnType) : method!.Invoke(outside, BindingFlags.DoNotWrapExceptions, null, args, null);

        private static object Never(Type task) => task.IsGenericType
            ? ((dynamic)Activator.CreateInstance(typeof(TaskCompletionSource<>).MakeGenericType(task.GenericTypeArguments))!).Task
            : new TaskCompletionSource().Task;
    }
}
