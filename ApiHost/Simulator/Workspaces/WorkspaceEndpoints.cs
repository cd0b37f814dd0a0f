namespace LeadSail.Simulator.Workspaces;

/// <summary>The lists of agents and numbers.</summary>
internal static class WorkspaceEndpoints
{
    private const long CreatedAt = 1767225600;

    public static void MapWorkspace(this IEndpointRouteBuilder api)
    {
        api.MapGet("/phone-numbers", (string? provider) => SimulatorJson.Answer(
            Workspace.Numbers.Select(NumberBody).Where(number => provider is null || number.provider == provider).Select(number => number.body)));
        api.MapGet("/agents", (string? search) => SimulatorJson.Answer(new
        {
            agents = Workspace.Agents
                .Where(agent => search is null || agent.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
                .Select(agent => new
                {
                    agent_id = agent.Id,
                    name = agent.Name,
                    tags = (string[])["simulator"],
                    created_at_unix_secs = CreatedAt,
                    access_info = new { is_creator = true, creator_name = "Simulator", creator_email = "simulator@example.com", role = "admin" },
                    last_call_time_unix_secs = (long?)null,
                    archived = false,
                }),
            next_cursor = (string?)null,
            has_more = false,
        }));
        api.MapGet("/agents/{id}", (string id) => Workspace.Agent(id) is { } agent
            ? SimulatorJson.Answer(AgentBody(agent))
            : ApiErrors.NoAgent(id).ToResult());
    }

    private static (string provider, object body) NumberBody(SimulatedNumber number)
    {
        var provider = number.Transport == Transport.Twilio ? "twilio" : "sip_trunk";
        var body = new Dictionary<string, object?>
        {
            ["provider"] = provider,
            ["phone_number"] = number.Number,
            ["label"] = number.Label,
            ["phone_number_id"] = number.Id,
            ["supports_inbound"] = true,
            ["supports_outbound"] = true,
            ["assigned_agent"] = number.Agent is { } agent
                ? new { agent_id = agent.Id, agent_name = agent.Name, environment = "production", branch_id = (string?)null }
                : null,
        };
        if (number.Transport == Transport.SipTrunk) body["livekit_stack"] = "standard";
        return (provider, body);
    }

    private static object AgentBody(SimulatedAgent agent) => new
    {
        agent_id = agent.Id,
        name = agent.Name,
        conversation_config = new
        {
            agent = new
            {
                first_message = "Hi, is this {{first_name}}?",
                language = "en",
                prompt = new { prompt = "You call leads about {{campaign_name}}.", llm = "gpt-4o-mini" },
            },
            conversation = new { text_only = false, max_duration_seconds = 900 },
        },
        metadata = new { created_at_unix_secs = CreatedAt, updated_at_unix_secs = CreatedAt },
        platform_settings = new
        {
            data_collection = new
            {
                disposition = new { type = "string", description = "How the call ended." },
                callback_at = new { type = "string", description = "When to call back." },
                callback_note = new { type = "string", description = "What to know for the next call." },
            },
            call_limits = new { agent_concurrency_limit = -1, daily_limit = 100000, bursting_enabled = true },
        },
        phone_numbers = Workspace.Numbers.Where(number => number.Agent == agent).Select(number => NumberBody(number).body),
        tags = (string[])["simulator"],
    };
}
