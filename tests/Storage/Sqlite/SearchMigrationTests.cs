using LeadSail.Calls;
using LeadSail.Storage;

namespace LeadSail.Sqlite;

/// <summary>What was stored before there was a search is found afterwards, and forgets in time like all else.</summary>
public sealed class SearchMigrationTests : IAsyncLifetime
{
    private readonly SqliteStore store = new();

    public async Task InitializeAsync()
    {
        var database = store.Open();
        await database.StartAsync();
        await database.StopAsync();
        SqliteStore.Run(store.File, $"""
            DROP TABLE spoken_index; DROP TABLE spoken; DROP TABLE lead_names_index; DROP TABLE lead_names;
            DROP INDEX interactions_keeping_raw; DROP INDEX interactions_keeping_said; DROP INDEX interactions_of_campaign;
            ALTER TABLE interactions DROP COLUMN keeps_raw; ALTER TABLE interactions DROP COLUMN keeps_said;
            DELETE FROM migrations WHERE name LIKE '%search%';
            {Call("int_1", """{"status":"1","phase":"final","transcript":[{"role":"agent","message":"Hello \"Zoë\""},{"role":"user","message":"rooftop solar"}],"summary":"s","collected":{},"hasRecording":true}""")}
            {Call("int_2", """{"status":"2","phase":"final","transcript":[],"collected":{},"hasRecording":false}""")}
            {Call("int_3", """{"status":"3","phase":"talking","transcript":[],"collected":{},"hasRecording":false}""")}
            {Call("int_4", """{"status":"4","phase":"final","transcript":[],"collected":{"budget":"1"},"hasRecording":false}""")}
            {Call("int_5", """{"status":"5","phase":"final"}""")}
            INSERT INTO leads (org, id, status, first_name, last_name, created_at, updated_at) VALUES ('org_a', 'lead_int_2', 'new', 'Ada', 'Lovelace', 0, 0), ('org_a', 'lead_x', 'new', NULL, NULL, 0, 0);
            """);
    }

    public Task DisposeAsync() => store.CloseAsync();

    [Fact]
    public async Task It_is_found_and_known_to_keep_what_it_keeps()
    {
        var database = store.Open();
        await database.StartAsync();

        Assert.Equal("1", await FindAsync("zoe solar"));
        Assert.Equal("2", await FindAsync("ada love"));
        Assert.Equal(["int_1", "int_2", "int_4", "int_5"], await KeepingAsync(CallTraces.Raw));
        Assert.Equal(["int_1", "int_4"], await KeepingAsync(CallTraces.Said));

        async Task<string> FindAsync(string typed) =>
            string.Join(' ', (await database.Interactions.ListAsync<Life>("org_a", new InteractionFilter { Search = SearchText.Of(typed) }, 10)).Select(life => life.Status));

        async Task<IEnumerable<string>> KeepingAsync(CallTraces what) =>
            (await database.Interactions.KeepingAsync("org_a", what, Clock.Epoch, null, 10)).Select(place => place.Id);
    }

    private static string Call(string id, string state) => $"""
        INSERT INTO grain_state (type, key, version, state, updated_at) VALUES ('call', 'org_a/{id}', 1, '{state}', 0);
        INSERT INTO interactions (org, id, lead_id, status, direction, source, created_at, updated_at, ended_at)
        VALUES ('org_a', '{id}', 'lead_{id}', 'completed', 'outbound', 'api', 0, 0, 0);
        """;
}
