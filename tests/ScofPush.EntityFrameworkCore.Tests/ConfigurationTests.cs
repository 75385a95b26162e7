using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scofpush-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Check_nothing_configured_is_sound_and_leaves_no_probe()
    {
        using var host = Open();

        Assert.Empty(host.Check());
        Assert.Empty(Directory.GetFiles(Path.Combine(_root, "App_Data")));
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("PostgreSql")]
    public void Check_PostgreSql_with_a_connection_string_is_sound(string provider)
    {
        using var host = Open(("ScofPush:Store:Provider", provider), ("ConnectionStrings:ScofPush", "Host=db;Database=shop;Password=secret-value"));

        Assert.Empty(host.Check());
        Assert.False(Directory.Exists(Path.Combine(_root, "App_Data")));
    }

    [Theory]
    [InlineData("MySecretSql")]
    [InlineData("17")]
    public void Check_unknown_provider_is_a_problem_without_the_value(string provider)
    {
        using var host = Open(("ScofPush:Store:Provider", provider));

        AssertProblem(host, ScofPushCodes.InvalidConfiguration, "ScofPush:Store:Provider", provider);
    }

    [Fact]
    public void Check_CreateSchema_that_is_neither_true_nor_false_is_a_problem_without_the_value()
    {
        using var host = Open(("ScofPush:Store:CreateSchema", "secret-value"));

        AssertProblem(host, ScofPushCodes.InvalidConfiguration, "ScofPush:Store:CreateSchema", "secret-value");
    }

    [Fact]
    public void Check_PostgreSql_without_a_connection_string_is_a_problem()
    {
        using var host = Open(("ScofPush:Store:Provider", "PostgreSql"), ("ConnectionStrings:ScofPush", " "));

        AssertProblem(host, ScofPushCodes.InvalidConfiguration, "ConnectionStrings:ScofPush");
    }

    [Theory]
    [InlineData("PostgreSql", "Host=db;Port=secret-value")]
    [InlineData("PostgreSql", "Host=db;secret-value=1")]
    [InlineData("PostgreSql", "secret-value")]
    [InlineData("PostgreSql", "Database=secret-value")]
    [InlineData("PostgreSql", "Host=db;Port=99999999999;Password=secret-value")]
    [InlineData("Sqlite", "secret-value")]
    [InlineData("Sqlite", "Host=db;Password=secret-value")]
    [InlineData("Sqlite", "Data Source=a.db;Mode=secret-value")]
    [InlineData("Sqlite", "Data Source=:memory:;Password=secret-value")]
    [InlineData("Sqlite", "Data Source=secret-value;Mode=Memory;Cache=Shared")]
    [InlineData("Sqlite", "Data Source=file:secret-value?mode=memory")]
    [InlineData("Sqlite", "Password=secret-value")]
    public void Check_unusable_connection_string_is_a_problem_without_the_value(string provider, string connectionString)
    {
        using var host = Open(("ScofPush:Store:Provider", provider), ("ScofPush:Store:ConnectionString", connectionString));

        AssertProblem(host, ScofPushCodes.InvalidConfiguration, "ScofPush:Store:ConnectionString", "secret-value", "99999999999");
    }

    [Fact]
    public void Check_folder_that_cannot_be_written_is_a_problem_without_the_path()
    {
        File.WriteAllText(Path.Combine(_root, "secret-value"), "a file where the folder should be");
        using var host = Open(("ConnectionStrings:ScofPush", "Data Source=secret-value/scofpush.db"));

        AssertProblem(host, ScofPushCodes.StoreUnavailable, "ConnectionStrings:ScofPush", "secret-value", _root);
    }

    [Fact]
    public void Check_folder_in_place_of_the_file_is_a_problem()
    {
        Directory.CreateDirectory(Path.Combine(_root, "App_Data", "scofpush.db"));
        using var host = Open();

        AssertProblem(host, ScofPushCodes.StoreUnavailable, "ConnectionStrings:ScofPush");
    }

    [Fact]
    public async Task First_use_with_a_bad_provider_tells_the_problem_while_resolving_the_store_does_not()
    {
        using var host = Open(("ScofPush:Store:Provider", "MySecretSql"));
        var store = host.Pushes;

        var fault = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => store.FindAsync("id", Cancelled));

        Assert.Equal("ScofPush:Store:Provider", Assert.Single(fault.Problems).Key);
        Assert.DoesNotContain("MySecretSql", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSql_that_is_down_throws_without_the_connection_string()
    {
        using var host = Open(
            ("ScofPush:Store:Provider", "PostgreSql"),
            ("ConnectionStrings:ScofPush", "Host=127.0.0.1;Port=1;Database=shop;Username=user-value;Password=secret-value;Timeout=5"));

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => host.Pushes.AddAsync(Samples.Push() with { CustomerKey = "customer-value" }, Cancelled));

        var texts = host.Logs.GetSnapshot().Select(r => $"{r.Message} {r.Exception}").Append(fault.ToString());
        Assert.All(texts, text => Assert.DoesNotContain("-value", text, StringComparison.Ordinal));
    }

    [Fact]
    public void AddEntityFrameworkStore_takes_the_place_of_the_stores_before_and_may_be_repeated()
    {
        using var host = new StoreHost(_root, [], services =>
        {
            services.RemoveAll<IPushStore>();
            services.AddSingleton<IPushStore, InMemoryPushStore>();
            new Builder(services).AddEntityFrameworkStore();
        });

        Assert.IsType<EfPushStore>(Assert.Single(host.Services.GetServices<IPushStore>()));
        Assert.Single(host.Services.GetServices<IConfigurationCheck>());
    }

    private static void AssertProblem(StoreHost host, string code, string key, params string[] secrets)
    {
        var problem = Assert.Single(host.Check());
        Assert.Equal((code, key), (problem.Code, problem.Key));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, problem.Message, StringComparison.Ordinal));
    }

    private StoreHost Open(params (string Key, string Value)[] settings) =>
        new(_root, settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));

    private sealed record Builder(IServiceCollection Services) : IScofPushBuilder
    {
        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
