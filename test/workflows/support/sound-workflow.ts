/** A workflow that keeps to every house rule, for tests to break. */
export const soundWorkflow = `name: sound
on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 * * * *"
permissions: {}
defaults:
  run:
    shell: bash

jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    environment: build
    permissions:
      contents: read # the code
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          package-manager-cache: false
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: synth
          path: synth
          overwrite: true

  apply:
    needs: [build]
    if: >-
      github.ref == 'refs/heads/main'
      && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    environment: shared
    permissions:
      contents: read # the code
      id-token: write # the role
    strategy:
      fail-fast: false
      matrix:
        shard: [0, 1]
    steps:
      - run: npm ci --ignore-scripts
      - uses: hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e # v4.0.1
        with:
          terraform_wrapper: false
      - timeout-minutes: 10
        run: terraform -chdir=provider init -input=false
      - if: hashFiles('.terraform.lock.hcl') != ''
        uses: actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5
        with:
          path: ~/.terraform.d/plugins
          key: terraform-providers-\${{ hashFiles('.terraform.lock.hcl') }}
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
        with:
          name: synth
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3
        with:
          role-to-assume: \${{ vars.LOCKSTEP_APPLY_ROLE }}
          role-duration-seconds: 3600
          aws-region: eu-west-2
      - env:
          SHARD: \${{ matrix.shard }}
        run: exec node --import tsx src/cli.ts apply --shard "$SHARD"

  sound-gate:
    needs: [build, apply]
    if: always()
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
      - if: contains(needs.*.result, 'failure')
        run: exit 1
`;

/** One in which nobody is asked for anything, and which keeps to them too. */
export const soundWatch = `name: watch
on:
  workflow_dispatch:
permissions: {}
concurrency:
  group: watch
  cancel-in-progress: false
defaults:
  run:
    shell: bash

jobs:
  look:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      issues: read # what was found
    steps:
      - timeout-minutes: 5
        run: gh issue list > issues
`;
