using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeadSail.Storage.States;

/// <summary>The JSON of states and settings: the product's one style, without what <see cref="IStored"/> derives from the state.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions Options = new(Json.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDerived } },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static void LeaveOutDerived(JsonTypeInfo type)
    {
        if (!typeof(IStored).IsAssignableFrom(type.Type))
            return;

        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if ((type.Properties[i].AttributeProvider as System.Reflection.MemberInfo)?.Name
                is nameof(IStored.PendingEvents) or nameof(IStored.PendingNews) or nameof(IStored.ForgetsHistory) or nameof(IStored.ReadRow) or nameof(IStored.WakeAt))
                type.Properties.RemoveAt(i);
        }
    }
}
