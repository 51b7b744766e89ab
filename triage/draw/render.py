"""temp"""
import pygraphviz
def render(dot,kind):
    g=pygraphviz.AGraph(string=dot)
    return g.draw(format=kind,prog="dot")
