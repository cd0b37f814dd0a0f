namespace Orleans.Runtime;

/// <summary>Anything that can be addressed: a grain or a reference to one.</summary>
public interface IAddressable;
