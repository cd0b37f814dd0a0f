using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Calls;

/// <summary>The base of all references to grains.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it
internal class GrainProxy : DispatchProxy
{
    public GrainId GrainId { get; init; }

    public GrainReferences Maker { get; init; } = new();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
}

internal sealed class GrainReferences
{
    public GrainProxy Create(Type interfaceType, GrainId grainId) => throw new NotSupportedException();
}
