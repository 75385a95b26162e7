using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.Shared;

namespace ScofPush.EntityFrameworkCore.Tests.InMemory;

public sealed class InMemoryPushStoreTests : PushStoreConformance
{
    protected override IPushStore Store { get; } = new InMemoryPushStore();
}

public sealed class InMemoryClaimTests : ClaimConformance
{
    protected override IPushStore Store { get; } = new InMemoryPushStore();
}

public sealed class InMemoryCardOnFileStoreTests : CardOnFileStoreConformance
{
    protected override ICardOnFileStore Cards { get; } = new InMemoryCardOnFileStore();
}
