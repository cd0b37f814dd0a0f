using System.Reflection;
using Orleans.Hosting;

namespace Orleans.Calls;

/// <summary>The base of all references to grains: equal if they mean the same grain.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it
internal class GrainProxy : DispatchProxy
#pragma warning restore CA1852
{
    private GrainHost host = null!;

    public GrainId GrainId { get; private set; }

    public GrainReferences Maker => host.References;

    /// <summary>A copy that means another grain: quicker than making a proxy.</summary>
    public GrainProxy For(GrainHost host, GrainId grainId)
    {
        var copy = (GrainProxy)MemberwiseClone();
        copy.host = host;
        copy.GrainId = grainId;
        return copy;
    }

    public override bool Equals(object? obj) => obj is GrainProxy other && other.GrainId == GrainId;

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => GrainId.ToString();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => GrainMethod.Of(targetMethod!).Call(host, GrainId, args ?? []);
}
