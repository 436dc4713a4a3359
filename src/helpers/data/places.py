"""Follow places, parks and firms up to the county, prefecture and region they lie in."""

from collections.abc import Mapping, Sequence


class Places(dict):
    """Each place, firm or park with what it lies in, and which of them have a colour.

    Attributes
    ----------
    coloured : tuple of str
        In the order of the colours.
    """

    def __init__(self, entities, coloured=()):
        super().__init__(zip(entities["entity_id"], entities["parent_id"].fillna(""), strict=True))
        self.nations = nations = list_nations(entities)
        regions = [e for e, parent in self.items() if parent in nations or not nations]
        self.coloured = tuple(e for e in coloured if e in self) or tuple(regions)


def list_ancestors(entity_id: str, parents: Mapping[str, str]) -> list[str]:
    """Return an entity and everything it lies in, from near to far.

    Starts with `entity_id`.

    Parameters
    ----------
    entity_id : str
    parents : mapping of str to str
        Entity to the entity it lies in; empty for the outermost.

    Raises
    ------
    ValueError
        If the entity is not known, or its parents go round in a circle.

    Examples
    --------
    >>> list_ancestors("aksu_city", {"aksu_city": "xinjiang", "xinjiang": ""})
    ['aksu_city', 'xinjiang']
    """
    chain = []
    while entity_id:
        if entity_id not in parents:
            raise ValueError(f"unknown entity {entity_id!r}; known: {', '.join(sorted(parents))}")
        if entity_id in chain:
            raise ValueError(
                f"the parents of {chain[0]!r} go round in a circle: {' > '.join(chain)}"
            )
        chain.append(entity_id)
        entity_id = parents[entity_id]
    return chain


def list_nations(entities) -> list[str]:
    """Return what a corpus is about as a whole: countries without a parent, or the one root.

    None where several places that are no country have no parent: then nothing is a nation's.

    Parameters
    ----------
    entities : DataFrame
        Needs ``entity_id``, ``type``, ``parent_id``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("togo", "country", ""), ("kara", "region", "togo"), ("fair", "programme", "")]
    >>> list_nations(pd.DataFrame(rows, columns=["entity_id", "type", "parent_id"]))
    ['togo']
    """
    roots = entities[entities["parent_id"].fillna("") == ""]
    countries = roots[roots["type"] == "country"]
    found = countries if len(countries) else roots
    return list(found["entity_id"]) if len(countries) or len(roots) == 1 else []


def list_within(entity_ids: Sequence[str], parents: Mapping[str, str]) -> set[str]:
    """Return the entities that lie in any of the given ones, with these themselves.

    Examples
    --------
    >>> sorted(list_within(["xinjiang"], {"aksu_city": "xinjiang", "xinjiang": "", "tibet": ""}))
    ['aksu_city', 'xinjiang']
    """
    for entity_id in entity_ids:
        list_ancestors(entity_id, parents)
    wanted = set(entity_ids)
    return {e for e in parents if wanted & set(list_ancestors(e, parents))}
