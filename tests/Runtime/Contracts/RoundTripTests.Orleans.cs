using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LeadSail.Contracts;

/// <summary>
/// Every message goes through the serialiser and comes back whole. Calls do not prove it: inside one silo they only copy.
/// </summary>
public sealed class RoundTripTests
{
    private static readonly Assembly[] Assemblies = [Assembly.Load("Grains.Abstractions"), Assembly.Load("Grains"), typeof(RoundTripTests).Assembly];

    public static TheoryData<string> Messages => [.. Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        .Select(type => type.AssemblyQualifiedName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_whole(string typeName)
    {
        var type = Type.GetType(typeName, throwOnError: true)!;
        using var services = new ServiceCollection().AddSerializer(builder => Array.ForEach(Assemblies, assembly => builder.AddAssembly(assembly))).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sent = Sample.Of(type);

        var received = serializer.Deserialize<object>(serializer.SerializeToArray<object?>(sent));

        Assert.IsType(type, received);
        foreach (var property in type.GetProperties().Where(property => property.IsDefined(typeof(IdAttribute))))
            Assert.Equal(Text(property, sent), Text(property, received));
        if (sent is Exception exception)
            Assert.Equal(exception.Message, ((Exception)received).Message);
    }

    private static string Text(PropertyInfo property, object? message) => JsonSerializer.Serialize(property.GetValue(message), property.PropertyType);
}
