using Microsoft.EntityFrameworkCore;

namespace ScofPush.EntityFrameworkCore;

/// <summary>The tables of ScofPush, where the host has no context for them.</summary>
internal sealed class ScofPushDbContext(DbContextOptions<ScofPushDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScofPush();
}
