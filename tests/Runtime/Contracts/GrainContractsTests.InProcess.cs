using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.Activations;
using Orleans.Concurrency;
using Orleans.Contracts;

namespace LeadSail.Contracts;

/// <summary>The check at start: it must find what only the Orleans build would tell.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The mistakes are the point.")]
public sealed class GrainContractsTests
{
    private static readonly IReadOnlyList<string> Found = GrainContracts.Check([GrainClass.Of(typeof(BadGrain)), GrainClass.Of(typeof(TwinGrain))]);

    private interface INameless : IGrainWithStringKey
    {
        int Property { get; }

        ValueTask Value();

        Task ByReference(ref int number);

        Task TokenFirst(CancellationToken token, int number);

        Task TwoTokens(CancellationToken one, CancellationToken other);

        [OneWay]
        Task<int> OneWay();

        Task<T> Generic<T>(T value);

        Task Send(Mutable message, List<int> list, object anything);

        Task<Kinds> Get();
    }

    [Theory]
    [InlineData("INameless: give it an [Alias]")]
    [InlineData("INameless: generated code cannot see it")]
    [InlineData("INameless: a grain interface has methods only")]
    [InlineData("INameless.Value: give it an [Alias]")]
    [InlineData("INameless.Value: return Task or Task<T>, not ValueTask")]
    [InlineData("INameless.ByReference: no ref, out or in parameters")]
    [InlineData("INameless.TokenFirst: one CancellationToken at most, as the last parameter")]
    [InlineData("INameless.TwoTokens: one CancellationToken at most, as the last parameter")]
    [InlineData("INameless.OneWay: a one-way method returns Task")]
    [InlineData("INameless.Generic: a grain method is not generic here")]
    [InlineData("INameless.Send(list): System.Collections.Generic.List`1[System.Int32] cannot travel")]
    [InlineData("INameless.Send(anything): System.Object cannot travel")]
    [InlineData("Mutable: give it an [Alias]")]
    [InlineData("Mutable: mark it [Immutable]")]
    [InlineData("Mutable.Text: it can be changed")]
    [InlineData("Mutable.Text: [Id(0)] is taken")]
    [InlineData("Mutable.Forgotten: give it an [Id]")]
    [InlineData("Mutable.Items: System.Collections.Generic.IReadOnlyList`1[System.String] cannot travel")]
    [InlineData("Kinds, as one of its kinds: LeadSail.Contracts.GrainContractsTests+Unmarked cannot travel")]
    [InlineData("The alias \"twice\" is given to")]
    [InlineData("BadGrain: give it a [GrainType]")]
    [InlineData("BadGrain: its state LeadSail.Contracts.GrainContractsTests+NoPlainConstructor needs a public constructor without parameters")]
    [InlineData("BadGrain.Get: its attribute belongs on the method of the interface")]
    [InlineData("The state name \"same\" is used by")]
    [InlineData("INameless is implemented by")]
    public void It_is_found(string problem) => Assert.Contains(Found, found => found.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_said_twice() => Assert.Equal(Found.Distinct(), Found);

    [Fact]
    public void The_grains_of_these_tests_pass() => Assert.Empty(GrainContracts.Check([typeof(GrainContractsTests).Assembly]));

    [Fact]
    public void The_grains_of_the_product_pass() => Assert.Empty(GrainContracts.Check([Assembly.Load("Grains")]));

    [GenerateSerializer]
    public sealed record Mutable
    {
        [Id(0)]
        public int Number { get; init; }

        [Id(0)]
        public string Text { get; set; } = "";

        public string Forgotten { get; init; } = "";

        [Id(1)]
        public IReadOnlyList<string> Items { get; init; } = [];

        [Id(2)]
        public ImmutableArray<Fine?> Fine { get; init; } = [];

        public int Computed => Number;
    }

    [GenerateSerializer, Immutable, Alias("fine")]
    public sealed record Fine([property: Id(0)] int? Number, [property: Id(1)] (string, DateOnly) Pair, [property: Id(2)] INothing? Grain);

    [GenerateSerializer, Immutable, Alias("twice")]
    public abstract record Kinds;

    [GenerateSerializer, Immutable, Alias("twice")]
    public sealed record Marked : Kinds;

    public sealed record Unmarked : Kinds;

    public sealed class NoPlainConstructor(int number)
    {
        public int Number { get; } = number;
    }

    public interface INothing : IGrainWithStringKey;

    private abstract class Nameless : Grain, INameless
    {
        public int Property => 0;

        public ValueTask Value() => default;

        public Task ByReference(ref int number) => Task.CompletedTask;

        public Task TokenFirst(CancellationToken token, int number) => Task.CompletedTask;

        public Task TwoTokens(CancellationToken one, CancellationToken other) => Task.CompletedTask;

        public Task<int> OneWay() => Task.FromResult(0);

        public Task<T> Generic<T>(T value) => Task.FromResult(value);

        public Task Send(Mutable message, List<int> list, object anything) => Task.CompletedTask;

        public abstract Task<Kinds> Get();
    }

    private sealed class BadGrain([PersistentState("same")] IPersistentState<NoPlainConstructor> state) : Nameless
    {
        public int Number => state.State.Number;

        [AlwaysInterleave]
        public override Task<Kinds> Get() => Task.FromResult<Kinds>(new Marked());
    }

    [GrainType("twin")]
    private sealed class TwinGrain([PersistentState("same")] IPersistentState<Version> state) : Nameless
    {
        public int Number => state.State.Major;

        public override Task<Kinds> Get() => Task.FromResult<Kinds>(new Unmarked());
    }
}
