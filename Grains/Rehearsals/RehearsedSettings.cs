using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Rehearsals;

/// <summary>The settings that a rehearsal goes by: the plan's own, and for the rest those that stand, each read once, so that nobody changes them in between.</summary>
internal sealed class RehearsedSettings(RehearsalPlan plan, ISettings real) : ISettings, IStateReader
{
    private readonly Dictionary<(Type, string), object?> read = [];

    public async Task<Setting<T>?> FindAsync<T>(string organizationId, string id, bool fresh, CancellationToken cancellationToken) where T : class, ISetting
    {
        if (plan.Organization is T organization)
        {
            return new Setting<T>(plan.OrganizationId, 1, plan.From, plan.From, organization);
        }

        if (!read.TryGetValue((typeof(T), id), out var known))
        {
            read[(typeof(T), id)] = known = await real.FindAsync<T>(organizationId, id, fresh, cancellationToken);
        }

        return (Setting<T>?)known;
    }

    public Task<T?> ReadAsync<T>(string grainType, string key, CancellationToken cancellationToken) where T : class =>
        plan.Campaign is T campaign && key == GrainKeys.Of(plan.OrganizationId, plan.CampaignId) ? Task.FromResult<T?>(campaign) : throw Unasked();

    public Task<IReadOnlyDictionary<string, T>> ReadManyAsync<T>(string grainType, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) where T : class => throw Unasked();

    public Task<Page<Setting<T>>> ListAsync<T>(string organizationId, string? cursor, int limit, CancellationToken cancellationToken) where T : class, ISetting => throw Unasked();

    public Task<IReadOnlyList<(string OrganizationId, Setting<T> Row)>> ListAllAsync<T>(CancellationToken cancellationToken) where T : class, ISetting => throw Unasked();

    public Task<Setting<T>?> SaveAsync<T>(string organizationId, string id, T value, long? expectedVersion, string actor, CancellationToken cancellationToken) where T : class, ISetting => throw Unasked();

    public Task<IReadOnlyList<string>> CallsHoldingLineAsync(string organizationId, string provider, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<string>> CallsOfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken) => throw Unasked();

    public Task<string?> FindCallAsync(string provider, string conversationId, string? interactionId, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<string>> CallsStartingAsync(string provider, string providerAgentId, string phone, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<string>> CallsAnsweredAsync(string provider, string phone, CancellationToken cancellationToken) => throw Unasked();

    private static NotSupportedException Unasked() => new("The rules of a call do not ask for this.");
}
